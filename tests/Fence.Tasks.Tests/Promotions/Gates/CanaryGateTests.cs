using Fence.Tasks.Definition;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Promotions.Gates;

public sealed class CanaryGateTests
{
    private const string Key = "fence docker/images";

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelCanary TwoDays = new("staging", TimeSpan.FromDays(2));

    [Fact]
    public void An_image_that_was_there_long_enough_passes() => Assert.Equal(
        new PromotionGate("canary", Passed: true, "staging has named it first for 2 days, since 2026-11-22 12:00 UTC; needed: 2 days"),
        Judge("new", Set("old", days: 9), Set("new", days: 2)));

    [Fact]
    public void An_image_that_was_not_there_long_enough_is_held_back() => Assert.Equal(
        new PromotionGate("canary", Passed: false, "staging has named it first for 1 day 12 hours, since 2026-11-23 00:00 UTC; needed: 2 days"),
        Judge("new", Set("old", days: 9), Set("new", days: 1.5)));

    [Fact]
    public void Naming_it_again_is_no_break() =>
        Assert.True(Judge("new", Set("new", days: 3), Set("new", days: 1)).Passed);

    [Fact]
    public void A_break_begins_the_time_anew() => Assert.Equal(
        "staging has named it first for 1 day, since 2026-11-23 12:00 UTC; needed: 2 days",
        Judge("new", Set("new", days: 9), Set("old", days: 2), Set("new", days: 1)).Text);

    [Fact]
    public void An_image_that_was_put_back_was_away_for_a_moment() => Assert.Equal(
        "staging has named it first for 1 day, since 2026-11-23 12:00 UTC; needed: 2 days",
        Judge("new", Set("new", days: 9), Set("other", days: 1) with { Kind = ChangeKind.PutBack, After = "[\"r/new\"]" }).Text);

    [Fact]
    public void An_image_that_did_not_start_there_is_not_there() => Assert.Equal(
        "fence docker/images of staging names r/old first, which is not sha256:new",
        Judge("old", Set("old", days: 9), Set("new", days: 5) with { Kind = ChangeKind.PutBack, After = "[\"r/old\"]" }).Text);

    [Fact]
    public void A_change_by_hand_is_seen() => Assert.Equal(
        new PromotionGate("canary", Passed: false, "fence docker/images of staging names r/else first, and its history knows nothing of that: it ends with r/new"),
        Judge("else", Set("new", days: 9)));

    [Fact]
    public void A_change_of_another_key_does_not_count() =>
        Assert.True(Judge("new", Set("new", days: 3), Set("old", days: 1) with { Key = "fence docker/other" }).Passed);

    [Fact]
    public void A_change_of_which_no_digest_is_known_counts_by_the_image_ID()
    {
        Assert.True(Judge("new", Set("new", days: 3) with { Digest = null }).Passed);
        Assert.False(Judge("new", Set("new", days: 3) with { Digest = null, ImageId = "id-of-another" }).Passed);
    }

    [Fact]
    public void The_same_tag_of_another_digest_is_another_image() =>
        Assert.False(Judge("new", Set("new", days: 3) with { Digest = "sha256:another" }).Passed);

    [Fact]
    public void A_cluster_that_does_not_run_cannot_say() => Assert.Equal(
        new PromotionGate("canary", Passed: false, "staging does not run on this machine, and cannot say since when it has had the image"),
        CanaryGate.Judge(TwoDays, reading: null, "sha256:new", "id-of-new", Noon));

    [Fact]
    public async Task The_core_node_is_asked_for_key_and_history()
    {
        var cluster = new InMemoryCluster { Value = "[\"r/new\",\"r/old\"]" };
        var history = new ChangeHistory(cluster);
        await history.EndAsync(Set("new", days: 3), "t1", TestContext.Current.CancellationToken);

        var reading = await CanaryReading.ReadAsync(ConfigKeyDefinition.Default, cluster, cluster, TestContext.Current.CancellationToken);

        Assert.Equal(Noon.AddDays(-3), reading.NamedSince("sha256:new", "id-of-new"));
    }

    private static PromotionGate Judge(string named, params HistoryEntry[] history) =>
        CanaryGate.Judge(TwoDays, new CanaryReading(Key, $"r/{named}", [.. history]), "sha256:new", "id-of-new", Noon);

    private static HistoryEntry Set(string image, double days) => new()
    {
        Id = $"{image}-{days}",
        At = Noon.AddDays(-days),
        Who = "ada",
        From = "here",
        Kind = ChangeKind.Set,
        Key = Key,
        Reference = $"r/{image}",
        ImageId = $"id-of-{image}",
        Digest = $"sha256:{image}",
        Before = "",
        After = $"[\"r/{image}\",\"r/behind\"]",
    };
}
