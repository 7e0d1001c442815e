using Fence.Tasks.Policy;
using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class MoreThanPolicyTests
{
    private const string Safe = "  privileged: false\n  docker_apps:\n    allow_any_registry: false\n";

    [Fact]
    public void Catches_everything_that_the_cluster_allows_and_the_policy_does_not() => Assert.Equal(
        "0:0 FP007, 3:3 FP007, 5:5 FP007, 5:5 FP007",
        Places("FP007", Safe, new ClusterPrivileges
        {
            Privileged = true,
            Quotas = [new QuotaPrivilege("trusted", AllowSudo: true), new QuotaPrivilege("default", AllowSudo: false)],
            AllowAnyRegistry = true,
            RequireSudo = false,
        }));

    [Fact]
    public void Does_not_catch_what_the_policy_allows() => Assert.Equal(
        "",
        Places("FP007", Privileged + Sudo, new ClusterPrivileges { Privileged = true, Quotas = [new QuotaPrivilege("trusted", AllowSudo: true)] }));

    [Fact]
    public void Does_not_catch_what_is_not_known() => Assert.Equal("", Places("FP007", Safe, new ClusterPrivileges()));

    [Fact]
    public void Does_not_catch_where_the_cluster_was_not_asked() => Assert.Equal("", Places("FP007", Safe));
}
