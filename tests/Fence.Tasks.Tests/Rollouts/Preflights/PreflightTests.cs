using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Rollouts.Preflights;
using Fence.Tasks.Ssh;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Rollouts.Preflights;

public sealed class PreflightTests
{
    private static readonly PublishedImage Image = new()
    {
        Registry = "api.test:5000", Repository = "exampleco/stack-alsek", Tag = "1", Digest = "sha256:d1", ImageId = "sha256:1d",
    };

    private readonly InMemoryEngine first = new("dea-1");
    private readonly InMemoryEngine second = new("dea-2");
    private readonly InMemoryCluster cluster;

    public PreflightTests()
    {
        cluster = new InMemoryCluster(first, second) { Layers = new KnownLayers([new("sha256:a", 1000, 3000), new("sha256:b", 50, 50)]) };
        cluster.Shells["dea-1"] = Machine(free: 100_000);
        cluster.Shells["dea-2"] = Machine(free: 100_000);
    }

    [Fact]
    public async Task Where_every_DEA_can_get_it_nothing_is_found()
    {
        var report = await ExamineAsync();

        Assert.False(report.IsRefused);
        Assert.Empty(report.Findings);
        Assert.Equal(
            "would pull the image: 1.1 kB in 2 layers, 4.1 kB of disk; Docker 20.10.24; 100.0 kB and 5000 inodes free; reaches api.test:5000; clock right",
            report.Nodes[0].Sentence);
    }

    [Fact]
    public async Task A_plan_that_cannot_succeed_is_refused_with_all_reasons_of_all_DEAs()
    {
        cluster.Shells["dea-1"] = Machine(free: 10, registry: "no bash: connect: Connection refused", ahead: 86_400);
        second.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FS001", "dea-2 cannot be reached"));

        var refusal = Assert.Throws<FenceException>((await ExamineAsync()).ThrowIfRefused);

        Assert.Equal(ExitCode.ClusterFailed, refusal.Exit);
        Assert.Equal(["FO060", "FO062", "FO064", "FO065", "FS001"], refusal.Diagnostics.Select(reason => reason.Code));
        Assert.Equal("2 of 2 DEAs cannot get the image; nothing was changed", refusal.Diagnostics[0].Message);
    }

    [Fact]
    public async Task What_the_failure_budget_bears_is_only_told()
    {
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { FailureBudget = Amount.Of(1) } };
        cluster.Shells["dea-1"] = Machine(free: 10);

        var report = await ExamineAsync();

        report.ThrowIfRefused();
        Assert.Equal([("FO062", Severity.Warning)], report.Findings.Select(finding => (finding.Code, finding.Severity)));
    }

    [Fact]
    public async Task Layers_that_are_there_need_no_room()
    {
        first.Layers.Add(["sha256:a", "sha256:x"]);
        cluster.Shells["dea-1"] = Machine(free: 110);

        Assert.False((await ExamineAsync()).IsRefused);
    }

    [Fact]
    public async Task A_DEA_behind_a_mirror_is_asked_for_its_mirror()
    {
        cluster.Definition = cluster.Definition with { Deas = [cluster.Definition.Deas[0] with { Mirror = "[fd00::7]:5001" }, cluster.Definition.Deas[1]] };
        var (one, two) = (Machine(free: 100_000), Machine(free: 100_000));
        (cluster.Shells["dea-1"], cluster.Shells["dea-2"]) = (one, two);

        var report = await ExamineAsync();

        Assert.EndsWith(" fence /var/lib/docker fd00::7 5001", Assert.Single(one.Asked), StringComparison.Ordinal);
        Assert.EndsWith(" fence /var/lib/docker api.test 5000", Assert.Single(two.Asked), StringComparison.Ordinal);
        Assert.Contains("reaches [fd00::7]:5001", report.Nodes[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_the_registry_is_not_judged_by_a_connection()
    {
        first.Machine = first.Machine with { UsesProxy = true, Root = "/data/docker" };
        var shell = Machine(free: 100_000);
        cluster.Shells["dea-1"] = shell;

        await ExamineAsync();

        Assert.EndsWith(" fence /data/docker  ", Assert.Single(shell.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_DEA_without_a_command_line_is_told_what_could_not_be_asked()
    {
        cluster.Shells.Remove("dea-1");
        first.Machine = first.Machine with { Time = cluster.Clock.Start.AddHours(-1) };

        var report = await ExamineAsync();

        Assert.Equal(["FO065"], report.Findings.Select(finding => finding.Code));
        Assert.EndsWith("; clock 3600 s behind; room and registry not asked: it is reached over Docker's API alone", report.Nodes[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_tells_nothing_of_itself_is_no_reason_to_refuse()
    {
        cluster.Shells["dea-1"] = new ScriptedShell(_ => throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FS001", "no shell")));
        cluster.Shells["dea-2"] = new ScriptedShell(_ => new CommandResult(127, "sh: not found\n", ""));

        var report = await ExamineAsync();

        Assert.False(report.IsRefused);
        Assert.EndsWith("; room and registry not asked: no shell", report.Nodes[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DEAs_that_have_the_image_are_asked_nothing_else()
    {
        first.Has(Image.Reference, Image.ImageId);
        second.Has(Image.PinnedReference, Image.ImageId);
        (cluster.Shells["dea-1"], cluster.Shells["dea-2"], cluster.Layers) = (Machine(free: 0), Machine(free: 0), new KnownLayers(null));

        var report = await ExamineAsync();

        Assert.Equal(["has the image", "has the image; would name it"], report.Nodes.Select(node => node.Sentence));
        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task An_image_that_the_registry_does_not_have_refuses_the_plan()
    {
        cluster.Layers = new KnownLayers(null);

        var refusal = Assert.Throws<FenceException>((await ExamineAsync()).ThrowIfRefused);

        Assert.Equal(
            ["the plan cannot succeed; nothing was changed", "the registry has no api.test:5000/exampleco/stack-alsek@sha256:d1"],
            refusal.Diagnostics.Select(reason => reason.Message));
    }

    [Fact]
    public async Task A_registry_that_is_silent_from_here_holds_a_rollout_up_for_ten_seconds_and_no_more()
    {
        cluster.Layers = new SilentLayers(cluster.Clock);

        var report = await ExamineAsync();

        Assert.False(report.IsRefused);
        Assert.Equal(
            ["how large the image is could not be asked from here: the registry did not answer within 10 seconds"],
            report.Findings.Select(finding => finding.Message));
        Assert.StartsWith("would pull the image; Docker 20.10.24", report.Nodes[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_image_that_is_still_to_be_pushed_everything_but_the_room_is_judged()
    {
        cluster.Definition = cluster.Definition with { Registry = new RegistryDefinition { Address = "api.test:5000" } };
        first.Has(Image.Reference, Image.ImageId);
        cluster.Shells["dea-1"] = Machine(free: 0, registry: "no no answer within 10 seconds");

        var report = await ExamineAsync(image: null);

        Assert.Equal(["FO064"], report.Findings.Select(finding => finding.Code));
    }

    private ScriptedShell Machine(long free, string registry = "yes", double ahead = 0) => new(_ => new CommandResult(
        0,
        string.Create(CultureInfo.InvariantCulture, $"time {cluster.Clock.GetUtcNow().AddSeconds(ahead).ToUnixTimeSeconds()}\ndisk 1 {free} 9000 5000\nregistry {registry}\n"),
        ""));

    private Task<PreflightReport> ExamineAsync() => ExamineAsync(Image);

    private Task<PreflightReport> ExamineAsync(PublishedImage? image) => new Preflight(cluster.Ports).ExamineAsync(
        image, RolloutPlan.For(cluster.Definition.Rollout, cluster.Definition.Deas, []), TestContext.Current.CancellationToken);

    private sealed class KnownLayers(ImmutableArray<PublishedLayer>? layers) : IPublishedLayers
    {
        public Task<ImmutableArray<PublishedLayer>?> ReadAsync(PublishedImage image, CancellationToken cancellationToken) => Task.FromResult(layers);
    }

    private sealed class SilentLayers(FakeTimeProvider clock) : IPublishedLayers
    {
        public async Task<ImmutableArray<PublishedLayer>?> ReadAsync(PublishedImage image, CancellationToken cancellationToken)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
            return null;
        }
    }
}
