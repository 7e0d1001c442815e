namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NotExecutableTests
{
    [Fact]
    public void Catches_a_hook_without_the_bit() => Assert.Equal(
        """
        hooks/pre-running: error FH004: pre-running has no executable bit
          Run 'chmod +x hooks/pre-running'; for git on Windows 'git update-index --chmod=+x hooks/pre-running'.
        """,
        Findings.Text(HookExamples.Check("FH004", HookExamples.Folder(HookExamples.Script("", isExecutable: false)))));

    [Theory]
    [InlineData("pre-running", true)]
    [InlineData("pre-running", null)]
    [InlineData("README.md", false)]
    public void Does_not_catch(string name, bool? isExecutable) =>
        Assert.Empty(HookExamples.Check("FH004", HookExamples.Folder(HookExamples.Script("", name, isExecutable))));
}
