using Fence.Tasks.Policy;
using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class DockerAppsWithoutSudoTests
{
    [Fact]
    public void Catches_what_the_policy_says() => Assert.Equal("4:5 FP006", Places("FP006", "  docker_apps:\n    require_sudo: false\n"));

    [Theory]
    [InlineData("  docker_apps:\n    require_sudo: true\n")]
    [InlineData("  privileged: false\n")]
    public void Does_not_catch(string policy) => Assert.Equal("", Places("FP006", policy, new ClusterPrivileges()));
}
