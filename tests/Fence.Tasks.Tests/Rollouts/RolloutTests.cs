using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class RolloutTests
{
    private static readonly PublishedImage Image = new()
    {
        Registry = "api.test:5000",
        Repository = "exampleco/stack-alsek",
        Tag = "1",
        Digest = "sha256:d1",
        ImageId = "sha256:1d",
    };

    private readonly InMemoryEngine first = new("dea-1") { Pullable = { ["sha256:d1"] = "sha256:1d" } };
    private readonly InMemoryEngine second = new("dea-2") { Pullable = { ["sha256:d1"] = "sha256:1d" } };
    private readonly InMemoryCluster cluster;

    public RolloutTests()
    {
        cluster = new InMemoryCluster(first, second);
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { Canary = Amount.Of(0) } };
    }

    [Fact]
    public async Task Every_DEA_pulls_by_digest_and_then_has_the_image_under_its_tag()
    {
        var result = await RunAsync();

        Assert.Equal([DeaAction.Pulled, DeaAction.Pulled], result.Deas.Select(dea => dea.Action));
        foreach (var engine in new[] { first, second })
        {
            Assert.Equal(
                ["pull api.test:5000/exampleco/stack-alsek@sha256:d1",
                 "tag api.test:5000/exampleco/stack-alsek@sha256:d1 api.test:5000/exampleco/stack-alsek:1"],
                engine.Did);
            Assert.Equal("sha256:1d", engine.IdOf("api.test:5000/exampleco/stack-alsek:1"));
        }
    }

    [Fact]
    public async Task A_second_time_nothing_is_done_locked_or_written()
    {
        await RunAsync();
        first.Did.Clear();
        var journal = cluster.Journal;

        var result = await RunAsync();

        Assert.Equal([DeaAction.None, DeaAction.None], result.Deas.Select(dea => dea.Action));
        Assert.Empty(first.Did);
        Assert.Equal(1, cluster.Locked);
        Assert.Equal(journal, cluster.Journal);
    }

    [Fact]
    public async Task A_DEA_that_has_the_image_without_its_name_is_given_the_name()
    {
        first.Has(Image.PinnedReference, Image.ImageId);

        var result = await RunAsync();

        Assert.Equal(DeaAction.Tagged, result.Deas[0].Action);
        Assert.Equal(["tag sha256:1d api.test:5000/exampleco/stack-alsek:1"], first.Did);
    }

    [Fact]
    public async Task A_DEA_that_has_another_image_under_the_name_gets_the_right_one()
    {
        first.Has(Image.Reference, "sha256:0ld");

        await RunAsync();

        Assert.Equal(Image.ImageId, first.IdOf(Image.Reference));
    }

    [Fact]
    public async Task A_DEA_behind_a_mirror_pulls_there_and_has_the_image_under_the_registrys_name()
    {
        cluster.Definition = cluster.Definition with { Deas = [cluster.Definition.Deas[0] with { Mirror = "mirror:5000" }, cluster.Definition.Deas[1]] };

        await RunAsync();

        Assert.Equal(
            ["pull mirror:5000/exampleco/stack-alsek@sha256:d1", "tag mirror:5000/exampleco/stack-alsek@sha256:d1 api.test:5000/exampleco/stack-alsek:1"],
            first.Did);
    }

    [Fact]
    public async Task Two_mirrors_of_five_DEAs_fetch_the_image_twice_and_not_ten_times()
    {
        var mirrors = new PullThroughMirrors();
        var ten = new InMemoryCluster(
        [
            .. Enumerable.Range(1, 10).Select(number => new InMemoryEngine($"dea-{number}")
            {
                Pullable = { [Image.Digest] = Image.ImageId }, OnPull = mirrors.GiveAsync,
            }),
        ]);
        ten.Definition = ten.Definition with
        {
            Rollout = ten.Definition.Rollout with { Canary = Amount.Of(0), Parallelism = 10 },
            Deas = [.. ten.Definition.Deas.Select((dea, number) => dea with { Zone = $"z{number % 2}", Mirror = $"mirror-z{number % 2}:5000" })],
        };

        await new Rollout(ten.Ports).RunAsync(
            Image, RolloutPlan.For(ten.Definition.Rollout, ten.Definition.Deas, []), TestContext.Current.CancellationToken);

        Assert.All(ten.Engines, engine => Assert.Equal(Image.ImageId, engine.IdOf(Image.Reference)));
        Assert.Equal(["mirror-z0:5000", "mirror-z1:5000"], mirrors.Fetched.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_DEA_out_of_service_is_left_alone_and_is_told_with_its_reason()
    {
        cluster.Definition = cluster.Definition with { Deas = [cluster.Definition.Deas[0], cluster.Definition.Deas[1] with { OutOfService = "no disk" }] };
        second.Down = Silence("dea-2");

        var result = await RunAsync();

        Assert.Equal(["dea-1"], result.Deas.Select(dea => dea.Node));
        Assert.Equal([new DeaLeftOut("dea-2", "out of service: no disk", IsInService: false)], result.LeftOut);
        Assert.Contains("dea-2: out of service: no disk", cluster.Events.Lines);
    }

    [Fact]
    public async Task A_DEA_that_is_down_refuses_the_rollout_before_anything_is_changed()
    {
        second.Down = Silence("dea-2");

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Equal(
            ["1 of 2 DEAs cannot get the image; nothing was changed", "dea-2 cannot be reached"],
            error.Diagnostics.Select(d => d.Message));
        Assert.Empty(first.Did);
        Assert.Equal(0, cluster.Locked);
    }

    [Fact]
    public async Task A_DEA_that_is_down_and_that_the_failure_budget_bears_fails_the_rollout_after_the_others_were_served()
    {
        cluster.Definition = cluster.Definition with { Rollout = cluster.Definition.Rollout with { FailureBudget = Amount.Of(1) } };
        second.Down = Silence("dea-2");

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Equal(
            ["1 of 2 DEAs do not have the image; the configuration is left as it is", "dea-2 cannot be reached"],
            error.Diagnostics.Select(d => d.Message));
        Assert.Equal(Image.ImageId, first.IdOf(Image.Reference));
        Assert.Contains(cluster.Events.Lines, line => line.StartsWith("warning FS001: dea-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_a_canary_that_fails_nobody_else_is_touched()
    {
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { Canary = Amount.Of(1) } };
        first.Pullable["sha256:d1"] = "sha256:e111";

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Equal("1 of 2 DEAs do not have the image, and 1 were not tried any more; the configuration is left as it is", error.Diagnostics[0].Message);
        Assert.Empty(second.Did);
    }

    [Fact]
    public async Task Behind_a_canary_on_which_no_container_starts_nobody_else_is_touched_whatever_the_budget_is()
    {
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { Canary = Amount.Of(1), FailureBudget = Amount.Of(2) } };
        cluster.Canary = new ScriptedTrial(reference => $"the hook pre-running of {reference} ended with 1");

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Equal(
            [
                "no container starts from the image on dea-1; no other DEA gets it, and the configuration is left as it is",
                "the hook pre-running of api.test:5000/exampleco/stack-alsek:1 ended with 1",
            ],
            error.Diagnostics.Select(d => d.Message));
        Assert.Empty(second.Did);

        // Whoever goes on, with the image already there, must not take its being there for its being good.
        await Assert.ThrowsAsync<FenceException>(RunAsync);
        Assert.Empty(second.Did);
        cluster.Canary = new ScriptedTrial(_ => null);
        await RunAsync();
        Assert.Equal(Image.ImageId, second.IdOf(Image.Reference));
    }

    [Fact]
    public async Task Containers_are_started_on_canaries_alone()
    {
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { Canary = Amount.Of(1) } };
        var started = 0;
        cluster.Canary = new ScriptedTrial(_ => ++started > 1 ? "a second one" : null);

        await RunAsync();

        Assert.Equal(1, started);
        Assert.Single(cluster.Events.Lines, "dea-1: starting a container from api.test:5000/exampleco/stack-alsek:1");
    }

    [Fact]
    public async Task Within_the_failure_budget_the_others_are_served_and_the_rollout_fails_all_the_same()
    {
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { FailureBudget = Amount.Percent(50) } };
        first.Pullable["sha256:d1"] = "sha256:e111";

        await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Equal(Image.ImageId, second.IdOf(Image.Reference));
    }

    [Fact]
    public async Task A_DEA_that_ends_up_with_another_image_ID_fails_the_rollout()
    {
        second.Pullable["sha256:d1"] = "sha256:e111";

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Contains("dea-2 has sha256:e111 as api.test:5000/exampleco/stack-alsek@sha256:d1, and not sha256:1d", error.Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public async Task An_interrupted_rollout_is_taken_up_and_one_of_another_image_is_not()
    {
        first.Pullable["sha256:d1"] = "sha256:e111";
        await Assert.ThrowsAsync<FenceException>(RunAsync);
        first.Pullable["sha256:d1"] = Image.ImageId;
        cluster.Journal += "{\"step\":\"NodeDo";

        await RunAsync();

        Assert.Contains("going on with a rollout that was interrupted", cluster.Events.Lines);
        var steps = cluster.Journal.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JournalEntry.Parse).Select(entry => entry?.Step);
        Assert.DoesNotContain(null, steps);
        Assert.Equal(JournalStep.Ended, steps.Last());

        var other = Image with { Tag = "2", Digest = "sha256:d2", ImageId = "sha256:2d" };
        first.Pullable["sha256:d2"] = second.Pullable["sha256:d2"] = other.ImageId;
        await RunAsync(other);
        Assert.Single(cluster.Events.Lines, line => line.StartsWith("going on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_another_machine_the_copy_on_the_Core_node_is_gone_on_from()
    {
        first.Pullable["sha256:d1"] = "sha256:e111";
        await Assert.ThrowsAsync<FenceException>(RunAsync);
        first.Pullable["sha256:d1"] = Image.ImageId;
        cluster.Journal = "";

        await RunAsync();

        Assert.Contains("going on with a rollout that was interrupted", cluster.Events.Lines);
    }

    private static FenceException Silence(string node) => new(ExitCode.ClusterFailed, Diagnostic.Error("FS001", $"{node} cannot be reached"));

    private Task<RolloutResult> RunAsync() => RunAsync(Image);

    private Task<RolloutResult> RunAsync(PublishedImage image) => new Rollout(cluster.Ports).RunAsync(
        image, RolloutPlan.For(cluster.Definition.Rollout, cluster.Definition.Deas, []), TestContext.Current.CancellationToken);

    /// <summary>Mirrors that fetch what they do not have yet, as often as they are asked before the first has come: they know of no sharing.</summary>
    private sealed class PullThroughMirrors
    {
        private readonly HashSet<string> filled = new(StringComparer.Ordinal);

        public List<string> Fetched { get; } = [];

        public async Task GiveAsync(string repository)
        {
            var mirror = repository.Split('/')[0];
            lock (filled)
            {
                if (filled.Contains(mirror))
                    return;
                Fetched.Add(mirror);
            }

            await Task.Yield();
            lock (filled)
                filled.Add(mirror);
        }
    }
}
