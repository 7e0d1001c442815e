using Fence.Tasks.Diagnostics;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class AppendFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fence-journal-");

    [Fact]
    public async Task It_grows_and_is_begun_anew()
    {
        var file = new AppendFile(Path.Combine(folder.FullName, "rollouts", "micro.journal"));

        Assert.Equal("", await file.ReadAsync(TestContext.Current.CancellationToken));
        await file.ReplaceAsync("a\n", TestContext.Current.CancellationToken);
        await file.AppendAsync("b\n", TestContext.Current.CancellationToken);
        Assert.Equal("a\nb\n", await file.ReadAsync(TestContext.Current.CancellationToken));
        await file.ReplaceAsync("c\n", TestContext.Current.CancellationToken);
        Assert.Equal("c\n", await file.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_disk_that_fails_is_told_with_the_file()
    {
        var error = await Assert.ThrowsAsync<FenceException>(
            () => new AppendFile("/dev/full").AppendAsync("a", TestContext.Current.CancellationToken));

        Assert.StartsWith("the journal /dev/full could not be written: ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
