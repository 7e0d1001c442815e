using Fence.Tasks.Policy;

namespace Fence.Tasks.Tests.Policy;

public sealed class PrivilegeDiffTests
{
    [Fact]
    public void Each_setting_says_what_it_is_and_what_the_policy_makes_of_it() => Assert.Equal(
        """
        + dea_ng docker/privileged: false → true
        - cloud_controller_ng docker_apps/require_sudo: false → true
          cloud_controller_ng docker_apps/allow_any_registry: true, of which the policy says nothing
        - quota default allow_sudo: true → false
        + quota trusted allow_sudo: unknown → true
        """,
        string.Join('\n', PrivilegeDiff.Lines(
            PolicyExamples.Read("  privileged: true\n  docker_apps: { require_sudo: true }\n  quotas: [{ name: trusted, allow_sudo: true }, { name: default }]\n"),
            new ClusterPrivileges { Privileged = false, RequireSudo = false, AllowAnyRegistry = true, Quotas = [new QuotaPrivilege("default", AllowSudo: true)] })));

    [Fact]
    public void What_agrees_has_no_sign() => Assert.Equal(
        "  dea_ng docker/privileged: true",
        PrivilegeDiff.Lines(PolicyExamples.Read(PolicyExamples.Privileged), new ClusterPrivileges { Privileged = true })[0]);
}
