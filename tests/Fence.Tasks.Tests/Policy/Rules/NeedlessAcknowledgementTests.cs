using Fence.Tasks.Policy;
using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class NeedlessAcknowledgementTests
{
    [Fact]
    public void Catches_what_nothing_needs() => Assert.Equal("5:5 FP008", Places("FP008", "  privileged: false\n" + Acknowledged("both")));

    [Fact]
    public void Does_not_catch_what_is_needed() =>
        Assert.Equal("", Places("FP008", Privileged + Sudo + Acknowledged("privileged", "allow_sudo", "both")));

    [Fact]
    public void Does_not_catch_what_the_cluster_needs() => Assert.Equal(
        "", Places("FP008", Sudo.Replace("true", "false", StringComparison.Ordinal) + Acknowledged("allow_sudo"), new ClusterPrivileges { Quotas = [new QuotaPrivilege("default", AllowSudo: true)] }));
}
