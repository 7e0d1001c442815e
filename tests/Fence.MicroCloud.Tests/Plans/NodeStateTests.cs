using Fence.MicroCloud.Nodes;
using Fence.MicroCloud.Plans;

namespace Fence.MicroCloud.Tests.Plans;

public sealed class NodeStateTests
{
    [Theory]
    [InlineData("running", "Up 3 minutes (healthy)", (int)NodeState.Healthy)]
    [InlineData("running", "Up 3 seconds (health: starting)", (int)NodeState.Unready)]
    [InlineData("running", "Up 3 minutes (unhealthy)", (int)NodeState.Unready)]
    [InlineData("exited", "Exited (137) 2 seconds ago", (int)NodeState.Stopped)]
    [InlineData("created", "Created", (int)NodeState.Stopped)]
    [InlineData("paused", "Up 3 minutes (Paused)", (int)NodeState.Broken)]
    [InlineData("dead", "Dead", (int)NodeState.Broken)]
    public void The_words_of_the_engine_become_a_state(string state, string status, int expected) =>
        Assert.Equal((NodeState)expected, NodeContainers.StateOf(state, status));
}
