using Fence.Tasks.Policy;
using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class AnyRegistryTests
{
    [Fact]
    public void Catches_what_the_policy_says() => Assert.Equal("4:5 FP005", Places("FP005", "  docker_apps:\n    allow_any_registry: true\n"));

    [Theory]
    [InlineData("  docker_apps:\n    allow_any_registry: false\n")]
    [InlineData("  privileged: false\n")]
    public void Does_not_catch(string policy) => Assert.Equal("", Places("FP005", policy, new ClusterPrivileges()));
}
