using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Rollouts;

namespace Fence.Simulation.Tests;

/// <summary>Starts containers from images that are good, on nodes that have them.</summary>
internal sealed class SimCanary(SimProcess process, Network network, ImmutableArray<SimNode> nodes, IReadOnlySet<string> badImages) : ICanaryCheck
{
    public Task TryAsync(DeaNode dea, string reference, CancellationToken cancellationToken)
    {
        var node = nodes.Single(candidate => candidate.Name == dea.Name);
        return network.AskAsync(process, dea.Name, () => node.IsUp, $"run {reference}", () =>
            node.IdOf(reference) is null ? throw Network.Broken(dea.Name, $"no such image: {reference}", FailureKind.NotFound)
            : badImages.Contains(reference) ? throw Network.Broken(dea.Name, "the hook pre-running ended with 1", FailureKind.Unknown)
            : true, cancellationToken);
    }
}
