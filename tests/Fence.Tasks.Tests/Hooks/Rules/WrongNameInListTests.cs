namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class WrongNameInListTests
{
    [Theory]
    [InlineData("export HELION_HOOK_ENV=\"A, B\"", "2:24 FH014")]
    [InlineData("export HELION_HOOK_ENV=A,1B", "2:24 FH014")]
    [InlineData("export HELION_HOOK_ENV=A,B,A", "2:24 FH014")]
    [InlineData("export HELION_HOOK_ENV='A B'", "2:24 FH014")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH014", lines));

    [Theory]
    [InlineData("export HELION_HOOK_ENV=A,B")]
    [InlineData("export HELION_HOOK_ENV=\"${HELION_HOOK_ENV:+$HELION_HOOK_ENV,}A\"")]
    [InlineData("OTHER=\"A, B\"")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH014", lines));
}
