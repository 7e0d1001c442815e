namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class OtherBrandTests
{
    [Theory]
    [InlineData("export STACKATO_HOOK_ENV=A", "2:8 FH016")]
    [InlineData(". /etc/stackato/hooks/common", "2:3 FH016")]
    [InlineData("echo \"$STACKATO_APP_NAME\"", "2:7 FH016")]
    [InlineData("ls /home/stackato/app", "2:4 FH016")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH016", lines));

    [Theory]
    [InlineData("export HELION_HOOK_ENV=A")]
    [InlineData(". /etc/helion/hooks/common")]
    [InlineData("# STACKATO_HOOK_ENV was the name once")]
    [InlineData("echo \"$HELION_APP_NAME $STACKATO\"")]
    [InlineData("ls /home/helion/app /opt/stackato")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH016", lines));
}
