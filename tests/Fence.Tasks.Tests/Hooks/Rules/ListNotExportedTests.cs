namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class ListNotExportedTests
{
    [Theory]
    [InlineData("HELION_HOOK_ENV=A", "2:1 FH015")]
    [InlineData("export A\nHELION_HOOK_ENV=A", "3:1 FH015")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH015", lines));

    [Theory]
    [InlineData("export HELION_HOOK_ENV=A")]
    [InlineData("HELION_HOOK_ENV=A\nexport HELION_HOOK_ENV")]
    [InlineData("declare -x HELION_HOOK_ENV=A")]
    [InlineData("echo \"$HELION_HOOK_ENV\"")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH015", lines));
}
