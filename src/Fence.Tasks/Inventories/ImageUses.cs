using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Images;
using Fence.Tasks.Promotions;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Inventories;

/// <summary>Who may need the images of a registry.</summary>
/// <param name="Addresses">The registry's addresses, those that nodes use and those that this machine uses.</param>
/// <param name="Channels">What channels name, and named before, at whatever registry.</param>
/// <param name="Clusters">What the clusters name and run.</param>
public sealed record ImageUses(ImmutableArray<string> Addresses, ImmutableArray<ChannelTag> Channels, ImmutableArray<ClusterStatus> Clusters)
{
    /// <summary>What a channel names, and named before, among what its repository has.</summary>
    public static IEnumerable<ChannelTag> TagsOf(string channel, RepositoryInventory inventory) =>
        from image in inventory.Images
        from tag in image.Tags
        where tag == channel || Channel.IsDated(channel, tag)
        select new ChannelTag(channel, tag, image.Digest);

    /// <summary>Says of each image who needs it.</summary>
    public RepositoryInventory Of(RepositoryInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return inventory with
        {
            Images =
            [
                .. inventory.Images.Select(image => image with
                {
                    Uses = [.. Channels.Where(tag => tag.Digest == image.Digest).Select(tag => tag.Phrase), .. Clusters.SelectMany(cluster => UsesIn(cluster, image, inventory.Repository))],
                }),
            ],
        };
    }

    private IEnumerable<string> UsesIn(ClusterStatus cluster, StoredImage image, string repository)
    {
        for (var i = 0; i < cluster.Configured.Length; i++)
        {
            if (IsNamed(cluster.Configured[i], image, repository) || cluster.Deas.Any(dea => IsHeld(dea, i, image)))
                yield return string.Create(CultureInfo.InvariantCulture, $"{cluster.Cluster}: {cluster.Key} [{i + 1}]");
        }

        foreach (var (dea, running) in from dea in cluster.Deas from running in dea.Running where running.ImageId == image.ImageId select (dea, running))
            yield return string.Create(CultureInfo.InvariantCulture, $"{cluster.Cluster}: {running.Containers} containers on {dea.Node}");
    }

    private bool IsNamed(string configured, StoredImage image, string repository)
    {
        var (name, digest) = configured.Split('@') is [var before, var after] ? (before, after) : (configured, null);
        return ImageReference.Parse(name) is { } reference
            && reference.Repository == repository
            && Addresses.Contains(reference.Registry ?? "", StringComparer.Ordinal)
            && (digest is null ? image.Tags.Contains(reference.Tag, StringComparer.Ordinal) : image.Digest == digest);
    }

    // Whatever name it goes by there: a DEA may know the registry by another address, and a tag may have been moved since.
    private static bool IsHeld(DeaStatus dea, int configured, StoredImage image) =>
        !dea.Images.IsDefaultOrEmpty
        && dea.Images[configured] is { } held
        && (held.Id == image.ImageId || held.Digests.Any(name => name.EndsWith($"@{image.Digest}", StringComparison.Ordinal)));
}

/// <summary>A tag that a channel made.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Tag">The channel's name, or the dated tag of what it named before.</param>
/// <param name="Digest">What the tag names.</param>
public sealed record ChannelTag(string Channel, string Tag, string Digest)
{
    /// <summary>Why the image is needed.</summary>
    public string Phrase => Tag == Channel ? $"channel {Channel}" : $"channel {Channel} before, as {Tag}";
}
