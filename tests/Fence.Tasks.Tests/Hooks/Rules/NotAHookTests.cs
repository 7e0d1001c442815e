namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NotAHookTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("pre-push")]
    [InlineData(".gitkeep")]
    public void Catches(string name) => Assert.Equal(
        $"""
        hooks/{name}: warning FH019: {name} is not a hook, and goes into the image all the same
          Move it out of hooks; hooks are pre-staging, post-staging, pre-running.
        """,
        Findings.Text(HookExamples.Check("FH019", HookExamples.Folder(HookExamples.Script("", name)))));

    [Theory]
    [InlineData("pre-running")]
    [InlineData("pre_running")]
    public void Does_not_catch(string name) => Assert.Empty(HookExamples.Check("FH019", HookExamples.Folder(HookExamples.Script("", name))));
}
