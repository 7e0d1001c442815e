using Fence.Tasks.Definition;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;

namespace Fence.Tasks.Tests.Promotions.Gates;

public sealed class ApprovalGateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChannelApprovers TwoOfThree = new(["ada", "grace", "linus"], Needed: 2, PromoterCounts: false);

    [Fact]
    public void Enough_of_those_who_may_pass() => Assert.Equal(
        new PromotionGate("approvers", Passed: true, "2 of 2 that are needed approved: ada at 2026-11-24 12:00 UTC, grace at 2026-11-24 12:00 UTC"),
        Judge(TwoOfThree, "ken", "ada", "grace"));

    [Fact]
    public void Too_few_are_held_back_and_who_may_is_told() => Assert.Equal(
        new PromotionGate("approvers", Passed: false, "0 of 2 that are needed approved; who may: ada, grace, linus"),
        Judge(TwoOfThree, "ken"));

    [Fact]
    public void Who_promotes_does_not_count() => Assert.Equal(
        new PromotionGate(
            "approvers",
            Passed: false,
            "1 of 2 that are needed approved: ada at 2026-11-24 12:00 UTC (promotes, and does not count), grace at 2026-11-24 12:00 UTC; who may: ada, grace, linus"),
        Judge(TwoOfThree, "ada", "ada", "grace"));

    [Fact]
    public void Who_promotes_counts_where_the_definition_says_so() =>
        Assert.True(Judge(TwoOfThree with { PromoterCounts = true }, "ada", "ada", "grace").Passed);

    [Fact]
    public void Somebody_else_does_not_count() => Assert.Contains(
        "eve at 2026-11-24 12:00 UTC (is none of the approvers)", Judge(TwoOfThree, "ken", "ada", "eve").Text, StringComparison.Ordinal);

    private static PromotionGate Judge(ChannelApprovers wanted, string promoter, params string[] approved) =>
        ApprovalGate.Judge(wanted, [.. approved.Select(who => new Approval("stable", "sha256:new", who, Noon))], promoter);
}
