namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class HidesFailureTests
{
    [Theory]
    [InlineData("/opt/prepare\nexit 0", "3:1 FH027")]
    [InlineData("/opt/prepare\nexit 0\n# the end", "3:1 FH027")]
    [InlineData("/opt/prepare || true", "2:17 FH027")]
    [InlineData("set -e\n/opt/prepare || :", "3:17 FH027")]
    [InlineData("/opt/prepare || exit 0", "2:17 FH027")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH027", lines));

    [Theory]
    [InlineData("/opt/prepare")]
    [InlineData("set -e\n/opt/prepare\nexit 0")]
    [InlineData("echo started\nexit 0")]
    [InlineData("if [ -z \"$A\" ]; then\n  exit 0\nfi\n/opt/prepare")]
    [InlineData("if a; then\n  b || true\nfi")]
    [InlineData("a || true\n/opt/prepare")]
    [InlineData("A=\"$(date || true)\"")]
    [InlineData("/opt/prepare || exit 1")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH027", lines));
}
