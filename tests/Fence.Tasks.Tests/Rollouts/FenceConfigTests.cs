using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class FenceConfigTests
{
    private const string Written = "[\"api.test:5000/exampleco/stack-alsek:1\",\"helion/stack-alsek\",\"helion/stack/alsek\"]";

    private static readonly PublishedImage Image = new()
    {
        Registry = "api.test:5000", Repository = "exampleco/stack-alsek", Tag = "1", Digest = "sha256:d1", ImageId = "sha256:1d",
    };

    private readonly InMemoryEngine first = new("dea-1");
    private readonly InMemoryEngine second = new("dea-2");
    private readonly InMemoryCluster cluster;

    public FenceConfigTests()
    {
        cluster = new InMemoryCluster(first, second);
        first.Has(Image.Reference, Image.ImageId);
        second.Has(Image.Reference, Image.ImageId);
    }

    [Fact]
    public async Task The_value_is_written_under_the_lock_and_noted_in_the_history()
    {
        var change = await ChangeAsync();

        Assert.Equal(["lock", $"set {Written}", "unlock"], cluster.Did);
        Assert.True(change.IsWritten);
        var entry = Assert.Single(await new ChangeHistory(cluster).ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            (ChangeKind.Set, "ada", "here", "c0ffee", Image.Digest, "[\"helion/stack-alsek\",\"helion/stack/alsek\"]"),
            (entry.Kind, entry.Who, entry.From, entry.Commit, entry.Digest, entry.Before));
        Assert.Equal(["history"], cluster.Files.Keys);
    }

    [Fact]
    public async Task A_second_time_nothing_is_locked_or_written()
    {
        await ChangeAsync();
        cluster.Did.Clear();

        Assert.False((await ChangeAsync()).IsWritten);
        Assert.Empty(cluster.Did);
    }

    [Fact]
    public async Task Nothing_is_written_while_a_DEA_has_another_image_under_the_name()
    {
        second.Has(Image.Reference, "sha256:0ld");

        var error = await Assert.ThrowsAsync<FenceException>(ChangeAsync);

        Assert.Equal(
            ["not every DEA has api.test:5000/exampleco/stack-alsek:1; the configuration is left as it is",
             "dea-2 has sha256:0ld as api.test:5000/exampleco/stack-alsek:1, and not sha256:1d"],
            error.Diagnostics.Select(d => d.Message));
        Assert.Equal(["lock", "unlock"], cluster.Did);
    }

    [Fact]
    public async Task A_DEA_out_of_service_need_not_have_it()
    {
        cluster.Definition = cluster.Definition with { Deas = [cluster.Definition.Deas[0], cluster.Definition.Deas[1] with { OutOfService = "no disk" }] };
        second.Has(Image.Reference, "sha256:0ld");

        Assert.True((await ChangeAsync()).IsWritten);
    }

    [Fact]
    public async Task When_no_container_starts_from_it_the_former_value_is_put_back()
    {
        var former = cluster.Value;
        cluster.Canary = new ScriptedTrial(_ => "the hook pre-running ended with 1");

        var error = await Assert.ThrowsAsync<FenceException>(ChangeAsync);

        Assert.Equal("the hook pre-running ended with 1", error.Message);
        Assert.Equal(["lock", $"set {Written}", $"set {former}", "unlock"], cluster.Did);
        Assert.Equal([ChangeKind.PutBack], (await new ChangeHistory(cluster).ReadAsync(TestContext.Current.CancellationToken)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_change_whose_end_nobody_saw_is_tried_out_by_the_next_run()
    {
        cluster.Canary = new ScriptedTrial(_ => throw new InvalidOperationException("killed"));
        await Assert.ThrowsAsync<InvalidOperationException>(ChangeAsync);
        Assert.Equal(Written, cluster.Value);

        cluster.Canary = new ScriptedTrial(_ => "the hook pre-running ended with 1");
        await Assert.ThrowsAsync<FenceException>(ChangeAsync);

        Assert.Equal("[\"helion/stack-alsek\",\"helion/stack/alsek\"]", cluster.Value);
    }

    [Fact]
    public async Task Fence_is_restarted_where_the_definition_asks_for_it()
    {
        cluster.Definition = cluster.Definition with { Rollout = new RolloutDefinition { RestartFence = true } };

        await ChangeAsync();

        Assert.Equal(["lock", $"set {Written}", "restart fence", "unlock"], cluster.Did);
    }

    [Fact]
    public async Task A_string_stays_one_and_it_is_said_what_is_lost()
    {
        cluster.Value = "\"exampleco/newimg\"";

        await ChangeAsync();

        Assert.Equal("\"api.test:5000/exampleco/stack-alsek:1\"", cluster.Value);
        Assert.Contains(
            "warning FO017: fence docker/images is a plain string and stays one, so that exampleco/newimg is not kept as a fallback", cluster.Events.Lines);
    }

    [Fact]
    public async Task A_value_that_is_no_image_is_left_alone()
    {
        cluster.Value = "{\"a\":1}";

        Assert.Equal("FK002", (await Assert.ThrowsAsync<FenceException>(ChangeAsync)).Diagnostics[0].Code);
        Assert.Empty(cluster.Did);
    }

    private Task<ConfigChange> ChangeAsync() => new FenceConfig(cluster.Ports).ChangeAsync(
        ConfigGoal.NameFirst(Image, "c0ffee", cluster.Definition), TestContext.Current.CancellationToken);
}
