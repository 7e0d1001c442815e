using Fence.Tasks.Policy;
using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class PrivilegedUnacknowledgedTests
{
    [Fact]
    public void Catches_privileged_containers_that_nobody_answers_for() => Assert.Equal("3:3 FP001", Places("FP001", Privileged));

    [Fact]
    public void Another_acknowledgement_does_not_help() => Assert.Equal("3:3 FP001", Places("FP001", Privileged + Acknowledged("allow_sudo")));

    [Fact]
    public void Does_not_catch_what_is_acknowledged() => Assert.Equal("", Places("FP001", Privileged + Acknowledged("privileged")));

    [Fact]
    public void Does_not_catch_what_is_not_wanted() => Assert.Equal("", Places("FP001", "  privileged: false\n"));

    [Fact]
    public void What_the_cluster_does_is_not_what_the_policy_says() =>
        Assert.Equal("", Places("FP001", "  privileged: false\n", new ClusterPrivileges { Privileged = true }));
}
