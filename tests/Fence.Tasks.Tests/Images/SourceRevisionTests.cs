using CliWrap;
using Fence.Tasks.Images;

namespace Fence.Tasks.Tests.Images;

public sealed class SourceRevisionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-git-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_commit_names_the_image_and_a_changed_file_marks_it()
    {
        await GitAsync("init", "-q");
        await File.WriteAllTextAsync(Path.Combine(folder, "a"), "1", TestContext.Current.CancellationToken);
        await GitAsync("add", "a");
        await GitAsync("-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-qm", "first", "--date", "2026-11-24T10:00:00Z");
        await GitAsync("remote", "add", "origin", "https://somebody:made-up@git.example.com/fence.git");

        var clean = await SourceRevision.ReadAsync(folder, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "a"), "2", TestContext.Current.CancellationToken);
        var dirty = await SourceRevision.ReadAsync(folder, TestContext.Current.CancellationToken);

        Assert.False(clean!.IsDirty);
        Assert.Equal("https://git.example.com/fence.git", clean.Source);
        Assert.Equal(clean with { IsDirty = true }, dirty);
    }

    [Fact]
    public async Task A_folder_outside_any_repository_has_no_revision() =>
        Assert.Null(await SourceRevision.ReadAsync(folder, TestContext.Current.CancellationToken));

    private async Task GitAsync(params string[] arguments) =>
        await Cli.Wrap("git").WithArguments(["-C", folder, .. arguments]).ExecuteAsync(TestContext.Current.CancellationToken);
}
