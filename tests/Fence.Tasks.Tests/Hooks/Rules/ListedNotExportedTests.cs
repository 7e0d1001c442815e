namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class ListedNotExportedTests
{
    [Theory]
    [InlineData("export HELION_HOOK_ENV=A", "2:24 FH013")]
    [InlineData("A=1\nexport HELION_HOOK_ENV=\"A\"", "3:24 FH013")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH013", lines));

    [Theory]
    [InlineData("export A\nexport HELION_HOOK_ENV=A")]
    [InlineData("export HELION_HOOK_ENV=")]
    [InlineData("export HELION_HOOK_ENV=\"$names\"")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH013", lines));
}
