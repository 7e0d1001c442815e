using System.Collections.Immutable;
using Fence.MicroCloud.Plans;

namespace Fence.MicroCloud.Tests.Plans;

public sealed class MicroCloudPlanTests
{
    private static readonly WantedCloud Wanted = new(Deas: 2, Recipe: "today");

    [Fact]
    public void Nothing_is_there_so_every_node_is_made()
    {
        var plan = MicroCloudPlan.Of(Wanted, [], registryAnswers: false);

        Assert.Equal<NodeAction>([new CreateNode("core"), new CreateNode("dea-1"), new CreateNode("dea-2")], plan);
    }

    [Fact]
    public void All_is_as_it_should_be_so_nothing_is_done()
    {
        Assert.Empty(MicroCloudPlan.Of(Wanted, [Node("core"), Node("dea-1"), Node("dea-2")], registryAnswers: true));
    }

    [Fact]
    public void A_stopped_node_is_started()
    {
        var plan = MicroCloudPlan.Of(
            Wanted, [Node("core"), Node("dea-1", NodeState.Stopped), Node("dea-2")], registryAnswers: true);

        Assert.Equal<NodeAction>([new StartNode("dea-1", "id-dea-1")], plan);
    }

    [Fact]
    public void A_node_of_another_recipe_is_replaced_even_when_it_is_stopped()
    {
        var plan = MicroCloudPlan.Of(
            Wanted,
            [Node("core"), Node("dea-1", NodeState.Stopped, recipe: "yesterday"), Node("dea-2", recipe: "yesterday")],
            registryAnswers: true);

        Assert.Equal<NodeAction>([new ReplaceNode("dea-1", "id-dea-1"), new ReplaceNode("dea-2", "id-dea-2")], plan);
    }

    [Fact]
    public void A_broken_node_is_replaced()
    {
        var plan = MicroCloudPlan.Of(
            Wanted, [Node("core", NodeState.Broken), Node("dea-1"), Node("dea-2")], registryAnswers: false);

        Assert.Equal<NodeAction>([new ReplaceNode("core", "id-core")], plan);
    }

    [Fact]
    public void A_node_that_runs_and_is_not_healthy_is_seen_to()
    {
        var plan = MicroCloudPlan.Of(
            Wanted, [Node("core"), Node("dea-1"), Node("dea-2", NodeState.Unready)], registryAnswers: true);

        Assert.Equal<NodeAction>([new MendNode("dea-2", "id-dea-2")], plan);
    }

    [Fact]
    public void A_healthy_core_is_seen_to_when_its_registry_does_not_answer()
    {
        var plan = MicroCloudPlan.Of(Wanted, [Node("core"), Node("dea-1"), Node("dea-2")], registryAnswers: false);

        Assert.Equal<NodeAction>([new MendNode("core", "id-core")], plan);
    }

    [Fact]
    public void Fewer_deas_are_wanted_so_the_last_ones_go()
    {
        var plan = MicroCloudPlan.Of(
            new WantedCloud(1, "today"), [Node("core"), Node("dea-1"), Node("dea-2"), Node("dea-3")], registryAnswers: true);

        Assert.Equal<NodeAction>([new RemoveNode("dea-2", "id-dea-2"), new RemoveNode("dea-3", "id-dea-3")], plan);
    }

    [Fact]
    public void More_deas_are_wanted_so_only_the_new_ones_are_made()
    {
        var plan = MicroCloudPlan.Of(
            new WantedCloud(3, "today"), [Node("core"), Node("dea-1"), Node("dea-2")], registryAnswers: true);

        Assert.Equal<NodeAction>([new CreateNode("dea-3")], plan);
    }

    private static FoundNode Node(string name, NodeState state = NodeState.Healthy, string recipe = "today") =>
        new(name, $"id-{name}", recipe, state, ImmutableDictionary<int, int>.Empty);
}
