using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary><c>fence.yml</c>, read and checked: the one file an admin edits.</summary>
public sealed record FenceDefinition
{
    /// <summary>The folder that relative paths in the file start from, absolute.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>The image that is built.</summary>
    public required ImageDefinition Image { get; init; }

    /// <summary>The clusters it can go to, by name; <see cref="MicroCloudName"/> is always among them.</summary>
    public required ImmutableSortedDictionary<string, ClusterDefinition> Clusters { get; init; }

    /// <summary>The cluster that is meant when none is named.</summary>
    public required string DefaultCluster { get; init; }

    /// <summary>The name under which the cluster made on this machine is known.</summary>
    public const string MicroCloudName = "micro";
}
