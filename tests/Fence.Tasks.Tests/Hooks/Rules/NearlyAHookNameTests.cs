using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NearlyAHookNameTests
{
    [Theory]
    [InlineData("pre_running", "pre-running")]
    [InlineData("pre-running.sh", "pre-running")]
    [InlineData("Pre-Running", "pre-running")]
    [InlineData("prerunning", "pre-running")]
    [InlineData("pre-stage", "pre-staging")]
    [InlineData("post_staging.bash", "post-staging")]
    public void Catches(string name, string meant) => Assert.Equal(
        $"""
        hooks/{name}: error FH003: {name} is never run: fence looks for {meant}
          Rename it to {meant}, without an extension.
        """,
        Findings.Text(HookExamples.Check("FH003", HookExamples.Folder(HookExamples.Script("", name)))));

    [Fact]
    public void Catches_a_folder_with_a_hooks_name() =>
        Assert.Single(HookExamples.Check("FH003", HookExamples.Folder(HookExamples.Script("") with { Kind = HookEntryKind.Folder })));

    [Theory]
    [InlineData("pre-staging")]
    [InlineData("post-staging")]
    [InlineData("pre-running")]
    [InlineData("README.md")]
    [InlineData("pre-push")]
    [InlineData(".gitkeep")]
    public void Does_not_catch(string name) => Assert.Empty(HookExamples.Check("FH003", HookExamples.Folder(HookExamples.Script("", name))));
}
