using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class SubFolderTests
{
    private static HookScript Entry(string name, HookEntryKind kind) =>
        new() { Name = name, Path = $"hooks/{name}", Bytes = [], IsExecutable = false, Kind = kind };

    [Fact]
    public void Catches_a_folder() =>
        Assert.Equal("0:0 FH020", Findings.Places(HookExamples.Check("FH020", HookExamples.Folder(Entry("lib", HookEntryKind.Folder)))));

    [Fact]
    public void Does_not_catch_a_file() =>
        Assert.Empty(HookExamples.Check("FH020", HookExamples.Folder(Entry("lib", HookEntryKind.File))));

    [Fact]
    public void A_folder_with_the_name_of_a_hook_is_another_rules() =>
        Assert.Empty(HookExamples.Check("FH020", HookExamples.Folder(Entry("pre-running", HookEntryKind.Folder))));
}
