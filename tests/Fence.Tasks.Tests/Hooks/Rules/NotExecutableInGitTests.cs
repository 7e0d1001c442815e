using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NotExecutableInGitTests
{
    private static string Places(string mode, bool? isExecutable = true)
    {
        var surroundings = new HookSurroundings(Fence.Tasks.Definition.Brand.Helion) { GitModes = GitIndex.Parse($"{mode} 0123 0\thooks/pre-running\0") };
        var report = HookValidator.Validate(HookExamples.Folder(HookExamples.Script("#!/bin/bash\n", isExecutable: isExecutable)), surroundings);
        return Findings.Places(report.Diagnostics);
    }

    [Theory]
    [InlineData("100644", true, "0:0 FH022")]
    [InlineData("100644", null, "0:0 FH022")]
    [InlineData("100644", false, "0:0 FH004")]
    [InlineData("100755", true, "")]
    [InlineData("120000", true, "")]
    public void Catches_what_git_would_check_out_without_the_bit(string mode, bool? isExecutable, string places) => Assert.Equal(places, Places(mode, isExecutable));

    [Fact]
    public async Task Git_is_asked_for_the_modes_of_this_repository()
    {
        var modes = await GitIndex.ReadModesAsync(RepositoryFiles.Root, "hooks", TestContext.Current.CancellationToken);

        Assert.Equal("100755", modes["hooks/pre-running"]);
    }

    [Fact]
    public async Task Where_there_is_no_repository_nothing_is_known() =>
        Assert.Empty(await GitIndex.ReadModesAsync("/", "etc", TestContext.Current.CancellationToken));
}
