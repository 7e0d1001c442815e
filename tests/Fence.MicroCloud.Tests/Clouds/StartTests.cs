using Docker.DotNet.Models;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud.Tests.Clouds;

/// <summary>Starting what is there, half there, or gone.</summary>
[Collection(CloudTests.Name)]
[Trait("Category", "docker")]
public sealed class StartTests(CloudFixture cloud)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_definition_tells_how_to_reach_the_cloud()
    {
        var name = cloud.Options.Name;
        Assert.Equal($"ssh://stackato@{name}-core", cloud.Cluster.Core!.Endpoint);
        Assert.Equal(["dea-1", "dea-2"], cloud.Cluster.Deas.Select(dea => dea.Name));
        Assert.Equal([$"ssh://stackato@{name}-dea-1", $"ssh://stackato@{name}-dea-2"], cloud.Cluster.Deas.Select(dea => dea.Endpoint));
        Assert.Equal($"api.{name}.test:5000", cloud.Cluster.Registry!.Address);
        Assert.True(cloud.Cluster.Registry.Insecure);
    }

    [Fact]
    public async Task Starting_again_does_nothing()
    {
        await cloud.StartAsync();
        var before = (await ContainersAsync(), cloud.Cluster, await File.ReadAllTextAsync(cloud.Cluster.SshConfig!, Cancel));
        var events = cloud.Events.All.Count;

        await cloud.StartAsync();

        Assert.Equal(events, cloud.Events.All.Count);
        Assert.Equal(before.Item1, await ContainersAsync());
        Assert.Equal(before.Item2.Registry, cloud.Cluster.Registry);
        Assert.Equal(before.Item3, await File.ReadAllTextAsync(cloud.Cluster.SshConfig!, Cancel));
    }

    [Fact]
    public async Task A_dea_that_is_gone_is_made_again()
    {
        await cloud.Engine.Client.Containers.RemoveContainerAsync(
            $"{cloud.Options.Name}-dea-1", new ContainerRemoveParameters { Force = true }, Cancel);

        await cloud.StartAsync();

        await AssertServesAsync("dea-1");
        Assert.Equal(3, (await cloud.SshAsync("core", "kato node list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_dea_that_was_killed_is_started_again_and_is_the_same()
    {
        var before = await ContainersAsync();
        await cloud.Engine.Client.Containers.KillContainerAsync(
            $"{cloud.Options.Name}-dea-2", new ContainerKillParameters { Signal = "SIGKILL" }, Cancel);

        await cloud.StartAsync();

        await AssertServesAsync("dea-2");
        Assert.Equal(before, await ContainersAsync());
    }

    [Fact]
    public async Task A_node_stops_cleanly_and_the_core_keeps_its_configuration_and_its_registry()
    {
        await cloud.SshAsync("core", "kato config set --json stager s1/key '\"kept\"'");
        var core = $"{cloud.Options.Name}-core";
        await cloud.Engine.Client.Containers.StopContainerAsync(core, new ContainerStopParameters(), Cancel);
        Assert.Equal(0, (await cloud.Engine.Client.Containers.InspectContainerAsync(core, Cancel)).State!.ExitCode);

        await cloud.StartAsync();

        Assert.Equal("kept\n", (await cloud.SshAsync("core", "kato config get stager s1/key")).Output);
        using var http = new HttpClient();
        Assert.Contains(
            "kato-patched",
            await http.GetStringAsync(new Uri($"http://{cloud.Cluster.Registry!.PushAddress}/v2/helion/stack-alsek/tags/list"), Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_was_removed_is_made_again_with_its_images()
    {
        Assert.Equal(0, (await cloud.SshAsync("core", "docker rm -f registry")).ExitCode);

        await cloud.StartAsync();

        using var http = new HttpClient();
        Assert.Contains(
            "helion/stack-alsek",
            await http.GetStringAsync(new Uri($"http://{cloud.Cluster.Registry!.PushAddress}/v2/_catalog"), Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_deas_are_added_and_fewer_are_taken_away()
    {
        var more = await LocalCloud.StartAsync(cloud.Options with { Deas = 3 }, cloud.Events, Cancel);
        Assert.Equal(3, more.Deas.Length);
        await AssertServesAsync("dea-3");

        await cloud.StartAsync();

        Assert.Equal(2, cloud.Cluster.Deas.Length);
        Assert.Equal(3, (await cloud.SshAsync("core", "kato node list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("dea-3", await File.ReadAllTextAsync(cloud.Cluster.SshConfig!, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_makes_the_nodes_anew_and_keeps_the_configuration()
    {
        await cloud.SshAsync("core", "kato config set --json stager s2/key '\"kept\"'");
        Directory.Delete(cloud.Options.StateDirectory!, recursive: true);

        await cloud.StartAsync();

        Assert.Equal("kept\n", (await cloud.SshAsync("core", "kato config get stager s2/key")).Output);
        await AssertServesAsync("dea-1");
    }

    [Fact]
    public async Task Two_starts_at_once_make_one_cloud_and_stopping_it_leaves_nothing()
    {
        var options = cloud.Own(cloud.Options.Name + "-b", deas: 1);
        try
        {
            var started = await Task.WhenAll(
                LocalCloud.StartAsync(options, new RecordedEvents(), Cancel), LocalCloud.StartAsync(options, new RecordedEvents(), Cancel));
            Assert.Equal(started[0].Registry, started[1].Registry);
            Assert.NotEqual(cloud.Cluster.Registry, started[0].Registry);
        }
        finally
        {
            Assert.True(await LocalCloud.StopAsync(options, new RecordedEvents(), CancellationToken.None));
        }

        Assert.False(await LocalCloud.StopAsync(options, new RecordedEvents(), CancellationToken.None));
        Assert.False(Directory.Exists(options.StateDirectory));
        var volumes = (await cloud.Engine.Client.Volumes.ListAsync(Cancel)).Volumes;
        Assert.DoesNotContain(volumes, volume => volume.Name.StartsWith(options.Name + "-", StringComparison.Ordinal));
        Assert.Equal(3, (await ContainersAsync()).Count);
    }

    [Fact]
    public void Every_step_was_told() =>
        Assert.Contains(new NodeStepTaken("dea-1", "made"), cloud.Events.All);

    private async Task AssertServesAsync(string node) =>
        Assert.Equal(
            new Answer(0, "served\n", ""),
            await cloud.SshAsync(node, "kato config get fence >/dev/null && docker run --rm helion/stack-alsek:kato-patched echo served"));

    private async Task<List<string>> ContainersAsync() =>
    [
        .. (await cloud.Engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Cancel))
            .Where(container => container.Labels.TryGetValue(CloudNames.CloudLabel, out var name) && name == cloud.Options.Name)
            .Select(container => container.ID)
            .Order(StringComparer.Ordinal),
    ];
}
