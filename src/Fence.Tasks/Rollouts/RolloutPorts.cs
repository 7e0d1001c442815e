using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>All that a rollout and a change of the configuration know of the outside world.</summary>
public sealed record RolloutPorts
{
    /// <summary>Those of a real cluster.</summary>
    /// <param name="cluster">The cluster, connected.</param>
    /// <param name="brand">Its brand.</param>
    /// <param name="journal">The journal on this machine.</param>
    /// <param name="options">How the lock is taken.</param>
    /// <param name="layers">What is known of images' layers; null where nobody can tell.</param>
    /// <param name="events">Where is told what happens.</param>
    /// <param name="clock">Measures.</param>
    public static RolloutPorts Of(
        Cluster cluster, Brand brand, IAppendFile journal, LockOptions options, IPublishedLayers? layers, IRunEvents events, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var owner = LockOwner.ThisProcess(Environment.GetEnvironmentVariable);
        var retry = Retry.On(clock);
        return new RolloutPorts
        {
            Definition = cluster.Definition,
            Deas = cluster.Deas,
            Kato = cluster.Kato,
            Lock = new ClusterLock(cluster.Store, owner, options, events, retry, clock, () => Guid.NewGuid().ToString("N")),
            Core = cluster.Store,
            Journal = journal,
            Owner = owner,
            Layers = layers,
            Canary = new ContainerTrial(brand, events, clock),
            Events = events,
            Retry = retry,
            Clock = clock,
        };
    }

    /// <summary>The cluster's definition.</summary>
    public required ClusterDefinition Definition { get; init; }

    /// <summary>All its DEAs, those out of service, too.</summary>
    public required ImmutableArray<DeaNode> Deas { get; init; }

    /// <summary>The DEAs of some nodes, in their order.</summary>
    public ImmutableArray<DeaNode> DeasOf(IEnumerable<NodeDefinition> nodes)
    {
        var byName = Deas.ToDictionary(dea => dea.Name, StringComparer.Ordinal);
        return [.. nodes.Select(node => byName[node.Name])];
    }

    /// <summary>Its configuration.</summary>
    public required IKato Kato { get; init; }

    /// <summary>Its lock.</summary>
    public required IClusterLock Lock { get; init; }

    /// <summary>The files on its Core node.</summary>
    public required ICoreFiles Core { get; init; }

    /// <summary>The journal on this machine.</summary>
    public required IAppendFile Journal { get; init; }

    /// <summary>Who this run is.</summary>
    public required LockOwner Owner { get; init; }

    /// <summary>Starts a container from the configuration, to see that it runs; null where nothing can.</summary>
    public ICanaryCheck? Canary { get; init; }

    /// <summary>What is known of images' layers; null where nobody can tell.</summary>
    public IPublishedLayers? Layers { get; init; }

    /// <summary>Where is told what happens.</summary>
    public required IRunEvents Events { get; init; }

    /// <summary>Tries again what the network lost.</summary>
    public required Retry Retry { get; init; }

    /// <summary>Measures.</summary>
    public required TimeProvider Clock { get; init; }
}
