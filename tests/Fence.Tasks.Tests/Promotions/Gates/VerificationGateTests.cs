using Fence.Tasks.Containers;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;

namespace Fence.Tasks.Tests.Promotions.Gates;

public sealed class VerificationGateTests
{
    private static readonly Verification Good = new()
    {
        ImageId = "sha256:id",
        Contract = "sha256:contract",
        IsGood = true,
        EndedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Tried = 42,
    };

    [Fact]
    public void A_good_result_passes() => Assert.Equal(
        new PromotionGate("verified", Passed: true, "VerifyImage tried 42 things at 2026-11-24 12:00 UTC, and none failed"), VerificationGate.Judge(Good));

    [Fact]
    public void A_bad_result_is_told_with_what_failed() => Assert.Equal(
        new PromotionGate("verified", Passed: false, "VerifyImage failed at 2026-11-24 12:00 UTC: error FV010: one; error FV011: two"),
        VerificationGate.Judge(Good with { IsGood = false, Failures = ["error FV010: one", "error FV011: two"] }));

    [Fact]
    public void No_result_is_none() => Assert.False(VerificationGate.Judge(null).Passed);
}
