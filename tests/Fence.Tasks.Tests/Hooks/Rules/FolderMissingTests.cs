using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class FolderMissingTests
{
    [Fact]
    public void Catches_a_folder_that_is_not_there() => Assert.Equal(
        """
        deploy/hooks: error FH001: there is no hook folder deploy/hooks
          Make it, or name another one in fence.yml under image.hooks.
        """,
        Findings.Text(HookExamples.Check("FH001", new HookFolder("deploy/hooks", Exists: false, []))));

    [Fact]
    public void Does_not_catch_an_empty_folder() => Assert.Empty(HookExamples.Check("FH001", HookExamples.Folder()));
}
