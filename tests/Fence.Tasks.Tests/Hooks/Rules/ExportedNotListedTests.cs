namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class ExportedNotListedTests
{
    [Theory]
    [InlineData("export A=1", "2:8 FH012")]
    [InlineData("export A=1 B=2\nexport HELION_HOOK_ENV=A", "2:12 FH012")]
    [InlineData("if true; then export A; fi\nexport HELION_HOOK_ENV=B", "2:22 FH012")]
    [InlineData("declare -x A=1", "2:12 FH012")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH012", lines));

    [Theory]
    [InlineData("A=1")]
    [InlineData("export A=1\nexport HELION_HOOK_ENV=A")]
    [InlineData("export A B\nHELION_HOOK_ENV=A\nHELION_HOOK_ENV+=,B\nexport HELION_HOOK_ENV")]
    [InlineData("export A\nexport HELION_HOOK_ENV=\"${HELION_HOOK_ENV:+$HELION_HOOK_ENV,}A\"")]
    [InlineData("export A\nexport HELION_HOOK_ENV=\"$names\"")]
    [InlineData("export -n A")]
    [InlineData("export -f run")]
    [InlineData("# export A=1")]
    [InlineData("echo 'export A=1'")]
    [InlineData("cat <<EOF\nexport A=1\nEOF")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH012", lines));
}
