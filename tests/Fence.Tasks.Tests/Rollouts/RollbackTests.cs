using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Registries;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class RollbackTests
{
    private readonly InMemoryEngine first = new("dea-1") { Pullable = { ["sha256:d1"] = "sha256:i1" } };
    private readonly InMemoryEngine second = new("dea-2") { Pullable = { ["sha256:d1"] = "sha256:i1" } };
    private readonly InMemoryRegistry registry = new();
    private readonly InMemoryCluster cluster;

    public RollbackTests()
    {
        cluster = new InMemoryCluster(first, second);
        foreach (var engine in cluster.Engines)
        {
            engine.Has("helion/stack-alsek", "sha256:factory");
            engine.Has(Image("1").Reference, "sha256:i1");
            engine.Has(Image("2").Reference, "sha256:i2");
        }
    }

    [Fact]
    public async Task Without_a_name_the_value_before_the_last_change_comes_back_whole()
    {
        await SetAsync("1");
        var before = cluster.Value;
        await SetAsync("2");

        await RollBackAsync(to: null);

        Assert.Equal(before, cluster.Value);
        Assert.Equal(ChangeKind.RolledBack, (await new ChangeHistory(cluster).ReadAsync(TestContext.Current.CancellationToken))[^1].Kind);
    }

    [Fact]
    public async Task To_the_factory_image_where_every_DEA_has_the_same_one()
    {
        var before = cluster.Value;
        await SetAsync("1");

        await RollBackAsync(to: null);

        Assert.Equal(before, cluster.Value);
    }

    [Fact]
    public async Task A_change_that_only_took_old_entries_away_is_none_to_go_back_behind()
    {
        await SetAsync("1");
        await SetAsync("2");
        var last = (await new ChangeHistory(cluster).ReadAsync(TestContext.Current.CancellationToken))[^1];
        await new ChangeHistory(cluster).EndAsync(last with { Id = "trimmed", Before = last.After }, "none", TestContext.Current.CancellationToken);

        await RollBackAsync(to: null);

        Assert.StartsWith($"[\"{Image("1").Reference}\"", cluster.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_added_since_stays()
    {
        await SetAsync("1");
        await SetAsync("2");
        cluster.Value = cluster.Value.Replace("]", ",\"by/hand:1\"]", StringComparison.Ordinal);

        await RollBackAsync(to: null);

        var entries = ConfigValue.FromJson(cluster.Value).Entries;
        Assert.Equal((Image("1").Reference, "by/hand:1"), (entries[0], entries[^1]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("sha256:d1")]
    public async Task A_tag_or_a_digest_of_the_history_is_gone_back_to(string to)
    {
        await SetAsync("1");
        await SetAsync("2");

        await RollBackAsync(to);

        Assert.Equal(Image("1").Reference, ConfigValue.FromJson(cluster.Value).Entries[0]);
        Assert.Empty(first.Did);
    }

    [Fact]
    public async Task An_image_that_a_DEA_no_longer_has_is_rolled_out_first()
    {
        await SetAsync("1");
        await SetAsync("2");
        second.Has(Image("1").Reference, "sha256:other");
        registry.Manifests["sha256:d1"] = new RegistryManifest("sha256:d1", "sha256:i1");
        Assert.False(await IsThereAsync("1"));

        await RollBackAsync("1");

        Assert.True(await IsThereAsync("1"));

        Assert.Equal("sha256:i1", second.IdOf(Image("1").Reference));
        Assert.Equal(Image("1").Reference, ConfigValue.FromJson(cluster.Value).Entries[0]);
    }

    [Fact]
    public async Task One_that_neither_a_DEA_nor_the_registry_has_changes_nothing()
    {
        await SetAsync("1");
        await SetAsync("2");
        second.Has(Image("1").Reference, "sha256:other");
        var before = cluster.Value;

        Assert.Equal("FO041", (await Assert.ThrowsAsync<FenceException>(() => RollBackAsync("1"))).Diagnostics[0].Code);
        Assert.Equal(before, cluster.Value);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told() =>
        Assert.Equal("FO042", (await Assert.ThrowsAsync<FenceException>(() => RollBackAsync("9"))).Diagnostics[0].Code);

    [Fact]
    public async Task Without_a_history_there_is_nothing_to_go_back_to() =>
        Assert.Equal("FO040", (await Assert.ThrowsAsync<FenceException>(() => RollBackAsync(null))).Diagnostics[0].Code);

    private async Task SetAsync(string tag)
    {
        await new FenceConfig(cluster.Ports).ChangeAsync(ConfigGoal.NameFirst(Image(tag), "c0ffee", cluster.Definition), TestContext.Current.CancellationToken);
        Assert.Equal(Image(tag).Reference, ConfigValue.FromJson(cluster.Value).Entries[0]);
    }

    private async Task RollBackAsync(string? to)
    {
        var rollback = NewRollback();
        await rollback.RunAsync(await rollback.FindAsync(to, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    private async Task<bool> IsThereAsync(string to)
    {
        var rollback = NewRollback();
        return await rollback.IsThereAsync(await rollback.FindAsync(to, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    private Rollback NewRollback() => new(cluster.Ports, registry, "api.test:5000", "exampleco/stack-alsek");

    private static PublishedImage Image(string tag) => new()
    {
        Registry = "api.test:5000", Repository = "exampleco/stack-alsek", Tag = tag, Digest = $"sha256:d{tag}", ImageId = $"sha256:i{tag}",
    };
}
