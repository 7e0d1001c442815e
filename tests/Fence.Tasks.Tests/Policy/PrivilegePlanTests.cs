using Fence.Tasks.Diagnostics;
using Fence.Tasks.Policy;

namespace Fence.Tasks.Tests.Policy;

public sealed class PrivilegePlanTests
{
    private static readonly ClusterPrivileges Closed = new()
    {
        Privileged = false, Quotas = [new QuotaPrivilege("default", AllowSudo: false), new QuotaPrivilege("trusted", AllowSudo: false)],
    };

    private static readonly ClusterPrivileges Open = new()
    {
        Privileged = true, Quotas = [new QuotaPrivilege("default", AllowSudo: true), new QuotaPrivilege("trusted", AllowSudo: true)],
    };

    [Fact]
    public void What_is_as_the_policy_says_needs_nothing()
    {
        var plan = Plan("  privileged: false\n", Closed);

        Assert.Empty(plan.Steps);
        Assert.Equal(["would write nothing: the cluster allows what the policy says"], plan.Lines);
    }

    [Fact]
    public void What_the_policy_says_nothing_of_is_left_as_it_is() =>
        Assert.Equal([new PrivilegeStep("trusted", Now: true, Wanted: false)], Plan("  quotas: [{ name: trusted, allow_sudo: false }]\n", Open).Steps);

    [Fact]
    public void A_right_that_nobody_answers_for_is_refused()
    {
        var plan = Plan(PolicyExamples.Privileged + PolicyExamples.Sudo, Closed);

        Assert.Equal(["FP001", "FP002", "FP004"], plan.Refusals.Select(refusal => refusal.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_right_that_somebody_answers_for_is_given()
    {
        var plan = Plan(PolicyExamples.Privileged + PolicyExamples.Acknowledged("privileged"), Closed);

        Assert.Empty(plan.Refusals);
        Assert.Equal(["would set dea_ng docker/privileged to true; now it is false"], plan.Lines);
        Assert.Equal(
            "Ada until 2026-11-24: a test",
            PrivilegePlan.AcknowledgementOf(plan.Steps[0], PolicyExamples.Read(PolicyExamples.Privileged + PolicyExamples.Acknowledged("privileged"))));
    }

    // The policy as a whole would be refused: it keeps what the cluster has, and nobody answers for that.
    [Fact]
    public void Taking_a_right_away_is_never_refused()
    {
        var plan = Plan("  privileged: false\n" + PolicyExamples.Sudo, Open);

        Assert.Contains("FP002", plan.Findings.Select(finding => finding.Code));
        Assert.Empty(plan.Refusals);
        Assert.Equal([new PrivilegeStep(Quota: null, Now: true, Wanted: false)], plan.Steps);
    }

    [Fact]
    public void What_is_taken_away_comes_first() => Assert.Equal(
        [new PrivilegeStep("default", Now: true, Wanted: false), new PrivilegeStep(Quota: null, Now: false, Wanted: true)],
        Plan(PolicyExamples.Privileged + "  quotas: [{ name: default, allow_sudo: false }]\n", Open with { Privileged = false }).Steps);

    [Fact]
    public void A_value_that_is_not_known_is_written() =>
        Assert.Equal([new PrivilegeStep(Quota: null, Now: null, Wanted: false)], Plan("  privileged: false\n", Closed with { Privileged = null }).Steps);

    [Fact]
    public void A_quota_that_the_cluster_lacks_stops_everything()
    {
        var error = Assert.Throws<FenceException>(() => Plan("  quotas: [{ name: blue, allow_sudo: false }]\n", Closed));

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Equal("the policy names quotas that the cluster does not have: blue; nothing was changed", error.Message);
    }

    [Fact]
    public void Quotas_that_nobody_tells_stop_a_policy_that_names_some_and_no_other()
    {
        Assert.Throws<FenceException>(() => Plan(PolicyExamples.Sudo, Closed with { Quotas = null }));
        Assert.Single(Plan("  privileged: false\n", Open with { Quotas = null }).Steps);
    }

    private static PrivilegePlan Plan(string policy, ClusterPrivileges cluster) =>
        PrivilegePlan.For(PolicyExamples.Read(policy), cluster, PolicyExamples.Today);
}
