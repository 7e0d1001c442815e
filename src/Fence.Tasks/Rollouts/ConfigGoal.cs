using Fence.Tasks.Definition;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;

namespace Fence.Tasks.Rollouts;

/// <summary>What the configuration is to become, and what has to be true before.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Image">The image that is named first, which every DEA in service has to hold.</param>
/// <param name="Plan">Makes the new value from the former one; null where the former one is nothing to go on from.</param>
public sealed record ConfigGoal(ChangeKind Kind, NamedImage Image, Func<ConfigValue, ConfigPlan?> Plan)
{
    /// <summary>The manifest's digest, for the history.</summary>
    public string? Digest { get; init; }

    /// <summary>The name, with the registry, whose old images may go once the configuration is changed; null for none.</summary>
    public string? Repository { get; init; }

    /// <summary>The commit, for the history.</summary>
    public string? Commit { get; init; }

    /// <summary>Names an image of the registry first.</summary>
    /// <param name="image">The image.</param>
    /// <param name="commit">The commit that it was made from; null where it is not known.</param>
    /// <param name="cluster">The cluster.</param>
    public static ConfigGoal NameFirst(PublishedImage image, string? commit, ClusterDefinition cluster)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(cluster);
        var rules = RulesOf(cluster, image.Name);
        return new ConfigGoal(ChangeKind.Set, NamedImage.Of(image), before => ConfigPlan.For(before, image.Reference, rules))
        {
            Digest = image.Digest,
            Repository = image.Name,
            Commit = commit,
        };
    }

    /// <summary>The name of an entry without its tag; null where it is no reference.</summary>
    public static string? RepositoryOf(string entry) => ImageReference.Parse(entry)?.Name;

    /// <summary>How a cluster's configuration is changed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="repository">The name, with the registry, whose entries are the pipeline's own; null for none.</param>
    public static ConfigRules RulesOf(ClusterDefinition cluster, string? repository)
    {
        ArgumentNullException.ThrowIfNull(cluster);

        // Release 1.0's docker/image is one string; docker/images is a list.
        return new ConfigRules(KeyIsSingle: !cluster.ConfigKey.Path.EndsWith('s'))
        {
            ConvertsToList = cluster.Rollout.ConvertsToList,
            KeepEntries = cluster.Rollout.KeepEntries,
            Repository = repository,
        };
    }
}
