using Docker.DotNet.Models;
using Fence.MicroCloud.Images;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>Starts that cannot succeed, or are interrupted. Each uses a cloud of its own and removes it.</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class FailingStartTests(CloudFixture cloud) : IAsyncLifetime
{
    private readonly MicroCloudOptions _options = cloud.Own(cloud.Options.Name + "-f", deas: 1);
    private readonly RecordedEvents _events = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await LocalCloud.StopAsync(_options, _events, CancellationToken.None);

    [Fact]
    public async Task A_folder_without_images_is_a_wrong_input()
    {
        var failure = await FailsAsync(_options with { ImagesDirectory = "/no/such/folder" });

        Assert.Equal(ExitCode.BadInput, failure.Exit);
        Assert.Equal("FC020", Assert.Single(failure.Diagnostics).Code);
    }

    [Fact]
    public async Task An_image_that_does_not_build_shows_what_the_engine_said()
    {
        var failure = await FailsAsync(_options with
        {
            ImagesDirectory = ImagesWith("registry/Dockerfile", "FROM fence/micro-base:bookworm\nRUN echo the mirror is down && false\n"),
        });

        Assert.Equal("FC021", Assert.Single(failure.Diagnostics).Code);
        Assert.Contains(new ToolPrinted("docker build", "the mirror is down"), _events.All);
        Assert.False(await LocalCloud.StopAsync(_options, _events, Cancel));
    }

    [Fact]
    public async Task A_node_that_ends_at_once_is_named_with_its_last_words()
    {
        var images = ImagesWith("node/entrypoint", "#!/bin/bash\necho no control groups here\nexit 3\n");
        FenceException failure;
        try
        {
            failure = await FailsAsync(_options with { ImagesDirectory = images });
        }
        finally
        {
            await LocalCloud.StopAsync(_options, _events, CancellationToken.None);
            await cloud.Engine.Client.Images.DeleteImageAsync(
                $"fence/micro-node:{FolderDigest.Of(Path.Combine(images, "node"))}", new ImageDeleteParameters(), CancellationToken.None);
        }

        var diagnostic = Assert.Single(failure.Diagnostics);
        Assert.Equal("FC031", diagnostic.Code);
        Assert.Matches("the node (core|dea-1) ", diagnostic.Message);
        Assert.Contains("no control groups here", diagnostic.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_takes_too_long_is_named_with_what_is_missing()
    {
        var failure = await FailsAsync(_options with { ReadyTimeout = TimeSpan.Zero });

        var diagnostic = Assert.Single(failure.Diagnostics);
        Assert.Equal("FC032", diagnostic.Code);
        Assert.Matches("the node (core|dea-1) is not ready after 0 s: not ready: ", diagnostic.Message);
    }

    [Fact]
    public async Task A_container_of_that_name_that_is_not_ours_is_left_alone()
    {
        var foreign = await cloud.Engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Name = $"{_options.Name}-dea-1", Image = "fence/micro-base:bookworm" }, Cancel);
        try
        {
            var failure = await FailsAsync(_options);

            Assert.Equal("FC016", Assert.Single(failure.Diagnostics).Code);
            Assert.Contains("already in use", failure.Message, StringComparison.Ordinal);
            await LocalCloud.StopAsync(_options, _events, Cancel);
            Assert.Equal(foreign.ID, (await cloud.Engine.Client.Containers.InspectContainerAsync(foreign.ID, Cancel)).ID);
        }
        finally
        {
            await cloud.Engine.Client.Containers.RemoveContainerAsync(foreign.ID, new ContainerRemoveParameters(), CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_start_that_was_interrupted_is_finished_by_the_next_one()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LocalCloud.StartAsync(_options, new InterruptAtTheFirstNode(interrupt), interrupt.Token));

        var cluster = await LocalCloud.StartAsync(_options, _events, Cancel);

        var ids = await HostCommand.RunAsync(
            "ssh", ["-F", cluster.SshConfig!, $"{_options.Name}-dea-1", "docker", "images", "-q", "helion/stack-alsek:kato-patched"], Cancel);
        Assert.NotEmpty(ids.Trim());
    }

    private async Task<FenceException> FailsAsync(MicroCloudOptions options) =>
        await Assert.ThrowsAsync<FenceException>(() => LocalCloud.StartAsync(options, _events, Cancel));

    // The images of this repository, with one file of another content.
    private string ImagesWith(string path, string content)
    {
        var copy = Path.Combine(Path.GetDirectoryName(cloud.Options.StateDirectory)!, Guid.NewGuid().ToString("N"));
        foreach (var file in Directory.EnumerateFiles(cloud.Options.ImagesDirectory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(cloud.Options.ImagesDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(Path.Combine(copy, path), content);
        return copy;
    }

    private sealed class InterruptAtTheFirstNode(CancellationTokenSource interrupt) : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
            if (happened is NodeStepTaken)
                interrupt.Cancel();
        }
    }
}
