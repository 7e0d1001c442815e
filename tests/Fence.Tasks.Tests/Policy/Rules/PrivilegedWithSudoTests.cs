using Fence.Tasks.Policy;
using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class PrivilegedWithSudoTests
{
    [Fact]
    public void Catches_both_together_though_each_is_acknowledged() =>
        Assert.Equal("3:3 FP004", Places("FP004", Privileged + Sudo + Acknowledged("privileged", "allow_sudo")));

    [Fact]
    public void Does_not_catch_what_is_acknowledged_as_such() =>
        Assert.Equal("", Places("FP004", Privileged + Sudo + Acknowledged("privileged", "allow_sudo", "both")));

    [Theory]
    [InlineData(Privileged)]
    [InlineData(Sudo)]
    public void Does_not_catch_one_alone(string policy) => Assert.Equal("", Places("FP004", policy));

    [Fact]
    public void Catches_what_the_cluster_has_of_the_two() => Assert.Equal(
        "3:3 FP004",
        Places("FP004", Privileged, new ClusterPrivileges { Quotas = [new QuotaPrivilege("default", AllowSudo: true)] }));

    [Fact]
    public void What_the_policy_takes_away_does_not_count() => Assert.Equal(
        "",
        Places("FP004", Privileged + Sudo.Replace("true", "false", StringComparison.Ordinal), new ClusterPrivileges { Quotas = [new QuotaPrivilege("trusted", AllowSudo: true)] }));
}
