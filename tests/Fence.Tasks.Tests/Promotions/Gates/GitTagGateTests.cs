using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;

namespace Fence.Tasks.Tests.Promotions.Gates;

public sealed class GitTagGateTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-test-").FullName;
    private string commit = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await GitAsync("init", "--quiet");
        await GitAsync("-c", "user.name=ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--allow-empty", "--message", "one");
        commit = await GitAsync("rev-parse", "HEAD");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_tag_that_names_the_commit_lets_it_through()
    {
        await GitAsync("tag", "v1.2");

        Assert.Equal(new PromotionGate("git tag", Passed: true, $"v1.2 names {commit}"), await GitTagGate.AskAsync(folder, commit, Cancel));
    }

    [Fact]
    public async Task A_commit_without_a_tag_is_held_back() =>
        Assert.Equal(new PromotionGate("git tag", Passed: false, $"no tag of this repository names {commit}"), await GitTagGate.AskAsync(folder, commit, Cancel));

    [Fact]
    public async Task A_commit_that_is_not_in_this_repository_is_held_back() =>
        Assert.False((await GitTagGate.AskAsync(folder, new string('0', 40), Cancel)).Passed);

    [Fact]
    public async Task An_image_of_a_changed_work_tree_is_held_back()
    {
        await GitAsync("tag", "v1.2");

        Assert.Equal(
            new PromotionGate("git tag", Passed: false, $"the image was made from a changed work tree, {commit}-dirty"),
            await GitTagGate.AskAsync(folder, $"{commit}-dirty", Cancel));
    }

    [Fact]
    public async Task An_image_without_a_commit_is_held_back() =>
        Assert.Equal(new PromotionGate("git tag", Passed: false, "the image says no commit that it was made from"), await GitTagGate.AskAsync(folder, null, Cancel));

    private async Task<string> GitAsync(params string[] arguments) =>
        (await Cli.Wrap("git").WithArguments(["-C", folder, .. arguments]).ExecuteBufferedAsync(Cancel)).StandardOutput.Trim();
}
