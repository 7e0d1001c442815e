using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class LinkLeavesFolderTests
{
    [Fact]
    public void Catches_a_link_that_leads_out() =>
        Assert.Equal("0:0 FH021", Findings.Places(HookExamples.Check("FH021", HookExamples.Folder(HookExamples.Script("#!/bin/bash\n") with { Kind = HookEntryKind.Link, LeavesFolder = true }))));

    [Fact]
    public void Does_not_catch_a_link_that_stays() =>
        Assert.Empty(HookExamples.Check("FH021", HookExamples.Folder(HookExamples.Script("#!/bin/bash\n") with { Kind = HookEntryKind.Link })));

    [Theory]
    [InlineData("pre-running", false)]
    [InlineData("../elsewhere", true)]
    [InlineData("/bin/true", true)]
    [InlineData("nowhere", true)]
    public void The_file_system_tells_where_a_link_leads(string target, bool leaves)
    {
        var root = Directory.CreateTempSubdirectory("fence-links-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "hooks"));
        File.WriteAllText(Path.Combine(root, "elsewhere"), "");
        File.WriteAllText(Path.Combine(root, "hooks", "pre-running"), "");
        File.CreateSymbolicLink(Path.Combine(root, "hooks", "pre-staging"), target);

        Assert.Equal(leaves, HookFolderReader.Read(root, "hooks").Entries.Single(entry => entry.Name is "pre-staging").LeavesFolder);
        Directory.Delete(root, recursive: true);
    }
}
