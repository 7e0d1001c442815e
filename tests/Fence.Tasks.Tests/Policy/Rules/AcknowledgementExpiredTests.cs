using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class AcknowledgementExpiredTests
{
    [Fact]
    public void Holds_on_its_last_day() => Assert.Equal("", Places("FP003", Privileged + Acknowledged("privileged"), today: Today));

    [Fact]
    public void Catches_it_the_day_after() =>
        Assert.Equal("5:5 FP003", Places("FP003", Privileged + Acknowledged("privileged"), today: Today.AddDays(1)));

    [Fact]
    public void Does_not_catch_what_nothing_needs() =>
        Assert.Equal("", Places("FP003", "  privileged: false\n" + Acknowledged("privileged"), today: Today.AddDays(1)));

    [Fact]
    public void Catches_each_that_has_expired() => Assert.Equal(
        "8:5 FP003, 9:5 FP003, 10:5 FP003",
        Places("FP003", Privileged + Sudo + Acknowledged("privileged", "allow_sudo", "both"), today: Today.AddDays(1)));
}
