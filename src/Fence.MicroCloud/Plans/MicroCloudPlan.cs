using System.Collections.Immutable;

namespace Fence.MicroCloud.Plans;

/// <summary>The cloud that was asked for.</summary>
/// <param name="Deas">The number of DEAs.</param>
/// <param name="Recipe">The digest of all that its nodes are made from.</param>
internal sealed record WantedCloud(int Deas, string Recipe);

/// <summary>How a container is.</summary>
internal enum NodeState
{
    /// <summary>It runs, and its health check is content.</summary>
    Healthy,

    /// <summary>It runs, and its health check is not content, or not yet.</summary>
    Unready,

    /// <summary>It does not run, and can be started.</summary>
    Stopped,

    /// <summary>It is in a state that one only gets out of by making it anew.</summary>
    Broken,
}

/// <summary>A node as the engine knows it.</summary>
/// <param name="Name">Its name: <c>core</c>, <c>dea-1</c>.</param>
/// <param name="ContainerId">Its container.</param>
/// <param name="Recipe">The recipe it was made by.</param>
/// <param name="State">How it is.</param>
/// <param name="Ports">The port on this machine for each published port of the node.</param>
internal sealed record FoundNode(
    string Name, string ContainerId, string Recipe, NodeState State, ImmutableDictionary<int, int> Ports);

/// <summary>Something that must be done to one node.</summary>
internal abstract record NodeAction(string Node);

/// <summary>Make a node that is not there.</summary>
internal sealed record CreateNode(string Node) : NodeAction(Node);

/// <summary>Start a node that was stopped.</summary>
internal sealed record StartNode(string Node, string ContainerId) : NodeAction(Node);

/// <summary>Make a node anew that is broken or made by another recipe; its volumes stay.</summary>
internal sealed record ReplaceNode(string Node, string ContainerId) : NodeAction(Node);

/// <summary>See to a node that runs and is not ready.</summary>
internal sealed record MendNode(string Node, string ContainerId) : NodeAction(Node);

/// <summary>Take away a node that is one too many, with its volumes.</summary>
internal sealed record RemoveNode(string Node, string ContainerId) : NodeAction(Node);

/// <summary>From the cloud that is wanted and the containers that are there to what must be done. Touches nothing itself.</summary>
internal static class MicroCloudPlan
{
    /// <summary>Makes the plan; an empty one means that all is as it should be.</summary>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="found">What is there.</param>
    /// <param name="registryAnswers">Whether the Core's registry answers from here.</param>
    public static ImmutableArray<NodeAction> Of(WantedCloud wanted, IEnumerable<FoundNode> found, bool registryAnswers)
    {
        var names = CloudNames.Nodes(wanted.Deas);
        var known = found.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var surplus = known.Values
            .Where(node => !names.Contains(node.Name, StringComparer.Ordinal))
            .OrderBy(node => node.Name, StringComparer.Ordinal)
            .Select(NodeAction (node) => new RemoveNode(node.Name, node.ContainerId));
        var kept = names
            .Select(name => ActionFor(name, known.GetValueOrDefault(name), wanted.Recipe, registryAnswers))
            .OfType<NodeAction>();
        return [.. surplus, .. kept];
    }

    private static NodeAction? ActionFor(string name, FoundNode? node, string recipe, bool registryAnswers) => node switch
    {
        null => new CreateNode(name),
        { State: NodeState.Broken } => new ReplaceNode(name, node.ContainerId),
        _ when node.Recipe != recipe => new ReplaceNode(name, node.ContainerId),
        { State: NodeState.Stopped } => new StartNode(name, node.ContainerId),
        { State: NodeState.Unready } => new MendNode(name, node.ContainerId),
        { Name: CloudNames.Core } when !registryAnswers => new MendNode(name, node.ContainerId),
        _ => null,
    };
}
