using Fence.Tasks.Diagnostics;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class ClusterStatusTests
{
    private readonly InMemoryEngine first = new("dea-1");
    private readonly InMemoryEngine second = new("dea-2");

    public ClusterStatusTests()
    {
        first.Has("new:1", "sha256:aaaaaaaaaaaaaaaa");
        second.Has("new:1", "sha256:aaaaaaaaaaaaaaaa");
    }

    [Fact]
    public async Task Applications_that_still_run_on_the_former_image_are_noted_and_are_no_drift()
    {
        first.Containers.Has("c1", "sha256:0ld", "old:1", isRunning: true);
        first.Containers.Has("c2", "sha256:0ld", "old:1", isRunning: true);
        first.Containers.Has("c3", "sha256:0ld", "old:1", isRunning: false);

        var status = await ReadAsync();

        Assert.Empty(status.Drift);
        Assert.Equal(["2 containers on dea-1 run on old:1 until their applications are restarted"], status.Notes);
    }

    [Fact]
    public async Task A_DEA_that_lacks_the_image_or_does_not_answer_is_drift()
    {
        first.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FS001", "no route"));

        var status = await ReadAsync("new:2");

        Assert.Equal(["dea-1 does not answer: no route", "dea-2 lacks new:2"], status.Drift);
        Assert.False(status.IsConsistent);
    }

    [Fact]
    public async Task One_name_for_two_images_is_drift_that_names_both()
    {
        second.Has("new:1", "sha256:bbbb");

        Assert.Equal(
            ["dea-1 has sha256:aaaaaaaaaaaaaaaa as new:1", "dea-2 has sha256:bbbb as new:1"], (await ReadAsync()).Drift);
    }

    [Fact]
    public async Task As_markdown_it_is_a_table()
    {
        first.Containers.Has("c1", "sha256:aaaaaaaaaaaaaaaa", "new:1", isRunning: true);

        Assert.Equal(
            """
            ### test: `fence docker/images`

            1. `new:1`

            | DEA | engine | [1] | runs on |
            | --- | --- | --- | --- |
            | dea-1 | 20.10.24 | aaaaaaaaaaaa | aaaaaaaaaaaa (1) |
            | dea-2 | 20.10.24 | aaaaaaaaaaaa | - |

            - every DEA has the first configured image, with one image ID
            """,
            string.Join('\n', StatusReport.Markdown(await ReadAsync())));
    }

    private async Task<ClusterStatus> ReadAsync(string configured = "new:1") => new()
    {
        Cluster = "test",
        Key = "fence docker/images",
        Configured = [configured],
        Deas = await ClusterStatus.AskAsync(new InMemoryCluster(first, second).Ports.Deas, [configured], TestContext.Current.CancellationToken),
    };
}
