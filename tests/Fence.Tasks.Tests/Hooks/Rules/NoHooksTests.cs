using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NoHooksTests
{
    [Fact]
    public void Catches_an_empty_folder() => Assert.Equal(
        """
        hooks: warning FH002: hooks has none of the hooks
          A hook is called pre-staging, post-staging, pre-running.
        """,
        Findings.Text(HookExamples.Check("FH002", HookExamples.Folder())));

    [Fact]
    public void Catches_a_folder_of_other_files() =>
        Assert.Single(HookExamples.Check("FH002", HookExamples.Folder(HookExamples.Script("", "README.md"))));

    [Fact]
    public void Does_not_catch_a_folder_with_one_hook() => Assert.Empty(HookExamples.Check("FH002", HookExamples.Lines("")));

    [Fact]
    public void Does_not_catch_a_missing_folder() => Assert.Empty(HookExamples.Check("FH002", new HookFolder("hooks", Exists: false, [])));
}
