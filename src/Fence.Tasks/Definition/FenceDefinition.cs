using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary><c>fence.yml</c>, read and checked: the one file an admin edits.</summary>
public sealed record FenceDefinition
{
    /// <summary>The folder that relative paths in the file start from, absolute.</summary>
    public required string RootDirectory { get; init; }

    /// <summary>The name the product goes by; gives the hook folder, the hook variable and the OS user in containers.</summary>
    public Brand Brand { get; init; } = Brand.Helion;

    /// <summary>The image that is built.</summary>
    public required ImageDefinition Image { get; init; }

    /// <summary>The clusters it can go to, by name; <see cref="MicroCloudName"/> is always among them.</summary>
    public required ImmutableSortedDictionary<string, ClusterDefinition> Clusters { get; init; }

    /// <summary>The channels that release managers promote images to, by name.</summary>
    public ImmutableSortedDictionary<string, ChannelDefinition> Channels { get; init; } = ImmutableSortedDictionary<string, ChannelDefinition>.Empty;

    /// <summary>The cluster that is meant when none is named.</summary>
    public required string DefaultCluster { get; init; }

    /// <summary>What validation stops at, and what of its findings somebody takes as they are.</summary>
    public ValidationDefinition Validation { get; init; } = new();

    /// <summary>What the cluster may allow; what is not said is the safe choice.</summary>
    public PolicyDefinition Policy { get; init; } = new();

    /// <summary>What VerifyImage holds the image to.</summary>
    public VerifyDefinition Verify { get; init; } = new();

    /// <summary>Where the file lists its clusters; null where it does not, or where the definition is from no file.</summary>
    public SourceSpan? ClustersSpan { get; init; }

    /// <summary>The name under which the cluster made on this machine is known.</summary>
    public const string MicroCloudName = "micro";

    /// <summary>The cluster of that name, or the default one.</summary>
    /// <param name="name">The name on the command line; null or empty means the default.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>, <c>FY012</c>: there is no such cluster; names those
    /// there are.</exception>
    public ClusterDefinition Cluster(string? name)
    {
        var wanted = string.IsNullOrEmpty(name) ? DefaultCluster : name;
        return Clusters.TryGetValue(wanted, out var cluster)
            ? cluster
            : throw new FenceException(ExitCode.BadInput, UnknownCluster(wanted, ClustersSpan));
    }

    /// <summary>The same with another manifest whose user hooks are judged.</summary>
    /// <param name="manifest">The file; null leaves the definition's own.</param>
    public FenceDefinition WithManifest(string? manifest) =>
        manifest is null ? this : this with { Image = Image with { Manifest = manifest } };

    /// <summary>The absolute path of what the definition names relative to its root folder.</summary>
    public string FullPath(string relative) => Path.GetFullPath(relative, RootDirectory);

    internal Diagnostic UnknownCluster(string name, SourceSpan? span)
    {
        var near = NearestName.Of(name, Clusters.Keys);
        var names = $"Clusters: {string.Join(", ", Clusters.Keys)}.";
        return Diagnostic.Error(
            "FY012", $"there is no cluster '{name}'", near is null ? names : $"Did you mean '{near}'? {names}", span);
    }
}
