namespace Fence.EndToEnd.Tests;

/// <summary>A dry run tells what the next run then does, and leaves everything as it is.</summary>
[Trait("Category", "docker")]
public sealed class DryRunTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task It_says_what_each_stage_would_do_and_changes_nothing()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho dry\n");
        await workspace.CommitAsync();
        var (config, history) = (await Cloud.ConfigAsync(), await Cloud.OnAsync("core", "kato history"));
        var images = await ImagesAsync();

        var dry = (await Build.RunAsync(workspace, "--dry-run")).Expect(0);

        Assert.Contains($"would build {Workspace.ImageName}:", dry.Output, StringComparison.Ordinal);
        Assert.Contains($"would push {Cloud.RegistryAddress}/{Workspace.ImageName}:", dry.Output, StringComparison.Ordinal);
        Assert.Contains("dea-1: would pull the image", dry.Output, StringComparison.Ordinal);
        Assert.Contains("dea-2: would pull the image", dry.Output, StringComparison.Ordinal);
        Assert.Contains($"fence docker/images: would write {Cloud.RegistryAddress}/{Workspace.ImageName}:", dry.Output, StringComparison.Ordinal);
        Assert.EndsWith("dry run: nothing was changed", dry.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(workspace.Root, "artifacts")));
        Assert.Equal((config, history), (await Cloud.ConfigAsync(), await Cloud.OnAsync("core", "kato history")));
        Assert.Equal(images, await ImagesAsync());

        (await Build.RunAsync(workspace)).Expect(0);
        var record = workspace.Read("artifacts/run.json");
        var again = (await Build.RunAsync(workspace, "--dry-run")).Expect(0);

        Assert.Contains("would build nothing", again.Output, StringComparison.Ordinal);
        Assert.Contains("would push nothing", again.Output, StringComparison.Ordinal);
        Assert.Contains("dea-1: has the image", again.Output, StringComparison.Ordinal);
        Assert.Contains("would write nothing", again.Output, StringComparison.Ordinal);
        Assert.Equal(record, workspace.Read("artifacts/run.json"));
    }

    [Fact]
    public async Task A_cloud_that_does_not_run_is_neither_started_nor_removed()
    {
        using var nowhere = new Workspace($"dry-{Guid.NewGuid().ToString("N")[..6]}", "    micro_cloud:\n      deas: 2\n");
        await nowhere.CommitAsync();

        using var workspace = Cloud.NewWorkspace();
        var dry = (await Build.RunAsync(nowhere, "--dry-run")).Expect(0);
        var stop = (await Build.RunAsync(workspace, "StopMicroCloud", "--dry-run")).Expect(0);

        Assert.Contains($"would make the cluster {nowhere.Cluster} on this machine, of a Core and 2 DEAs", dry.Output, StringComparison.Ordinal);
        Assert.Equal("", await Shell.RunAsync("docker", "ps", "-aq", "--filter", $"name={nowhere.Cluster}"));
        Assert.Contains(", with all that is in it", stop.Output, StringComparison.Ordinal);
        Assert.Contains("stack-alsek", await Cloud.ConfigAsync(), StringComparison.Ordinal);
    }

    // Docker puts images of the same second in any order.
    private static async Task<IEnumerable<string>> ImagesAsync() =>
        (await Shell.RunAsync("docker", "images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")).Split('\n').Order(StringComparer.Ordinal);
}
