using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts.Upgrades;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Rollouts.Upgrades;

public sealed class LatestTaggerTests
{
    private const string Repository = "helion/stack-alsek";

    private static readonly PublishedImage Upgrade = new()
    {
        Registry = "api.paas.example.com:5000",
        Repository = Repository,
        Tag = "upgrade-2026-11-24",
        Digest = "sha256:d",
        ImageId = "sha256:new",
    };

    private readonly InMemoryEngine[] engines = [Engine("dea-1"), Engine("dea-2"), Engine("dea-3")];
    private readonly RecordedEvents events = new();

    private ImmutableArray<DeaNode> Deas => [.. engines.Select(engine => new DeaNode(engine.Name, engine))];

    private LatestTagger Tagger => new(Repository, events);

    [Fact]
    public async Task An_upgrade_becomes_latest_everywhere_and_a_revert_puts_back_what_was()
    {
        await Tagger.UpgradeAsync(Upgrade, Deas, TestContext.Current.CancellationToken);
        Assert.All(engines, engine => Assert.Equal(("sha256:new", "sha256:old"), (Latest(engine), engine.IdOf($"{Repository}:before-upgrade-2026-11-24"))));

        await Tagger.RevertAsync(Deas, TestContext.Current.CancellationToken);
        Assert.All(engines, engine => Assert.Equal("sha256:old", Latest(engine)));
    }

    [Fact]
    public async Task Running_it_again_changes_nothing()
    {
        await Tagger.UpgradeAsync(Upgrade, Deas, TestContext.Current.CancellationToken);
        var did = engines.Select(engine => engine.Did.Count).ToList();

        await Tagger.UpgradeAsync(Upgrade, Deas, TestContext.Current.CancellationToken);

        Assert.Equal(did, engines.Select(engine => engine.Did.Count));
    }

    [Fact]
    public async Task Nothing_is_changed_where_one_DEA_cannot_pull()
    {
        engines[2].Pullable["sha256:d"] = "sha256:other";

        var failed = await Assert.ThrowsAsync<FenceException>(() => Tagger.UpgradeAsync(Upgrade, Deas, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.ClusterFailed, failed.Exit);
        Assert.Equal("dea-3 failed, and the others were left alone; none of them has been changed", failed.Diagnostics[0].Message);
        Assert.All(engines, engine => Assert.Equal("sha256:old", Latest(engine)));
    }

    [Fact]
    public async Task A_DEA_that_fails_ends_it_and_is_told_with_what_the_others_have_and_the_next_run_goes_on()
    {
        await Tagger.UpgradeAsync(Upgrade, Deas, TestContext.Current.CancellationToken);
        engines[1].Has($"{Repository}:before-upgrade-2026-11-24", "sha256:old");
        await engines[1].UntagAsync($"{Repository}:before-upgrade-2026-11-24", TestContext.Current.CancellationToken);

        var failed = await Assert.ThrowsAsync<FenceException>(() => Tagger.RevertAsync(Deas, TestContext.Current.CancellationToken));

        Assert.Equal("dea-2 failed, and the others were left alone; done: dea-1; not begun: dea-3", failed.Diagnostics[0].Message);
        Assert.StartsWith("dea-2 no longer has what was latest before upgrade-2026-11-24", failed.Diagnostics[1].Message, StringComparison.Ordinal);
        Assert.Equal(["sha256:old", "sha256:new", "sha256:new"], engines.Select(Latest));

        engines[1].Has($"{Repository}:before-upgrade-2026-11-24", "sha256:old");
        await Tagger.RevertAsync(Deas, TestContext.Current.CancellationToken);
        Assert.Equal(["sha256:old", "sha256:old", "sha256:old"], engines.Select(Latest));
    }

    [Fact]
    public async Task It_is_told_what_still_runs_on_the_former_image_and_only_that()
    {
        engines[0].Containers.All.AddRange(
        [
            Container("shop.1", "sha256:old"), Container("shop.0", "sha256:old"), Container("new", "sha256:new"),
            Container("stopped", "sha256:old") with { IsRunning = false },
        ]);

        await Tagger.UpgradeAsync(Upgrade, Deas, TestContext.Current.CancellationToken);

        Assert.Contains("dea-1: 2 containers still run on old until restarted: shop.0, shop.1", events.Lines);
        Assert.DoesNotContain(events.Lines, line => line.Contains("dea-2", StringComparison.Ordinal) && line.Contains("still run", StringComparison.Ordinal));
    }

    private static EngineContainer Container(string name, string imageId) =>
        new($"id-{name}", name, $"{Repository}:latest", imageId, IsRunning: true, new Dictionary<string, string>(StringComparer.Ordinal));

    private static string? Latest(InMemoryEngine engine) => engine.IdOf($"{Repository}:latest");

    private static InMemoryEngine Engine(string name)
    {
        var engine = new InMemoryEngine(name);
        engine.Has($"{Repository}:latest", "sha256:old");
        engine.Pullable["sha256:d"] = "sha256:new";
        return engine;
    }
}
