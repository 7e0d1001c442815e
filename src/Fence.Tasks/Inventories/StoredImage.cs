using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Inventories;

/// <summary>An image, or a list of images, that a repository of a registry has under tags.</summary>
public sealed record StoredImage
{
    /// <summary>The manifest's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The tags that name it.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>The image ID; null for a list of images, and for what is no image.</summary>
    public string? ImageId { get; init; }

    /// <summary>When it was built; null where it does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The commit in its label; null where it has none.</summary>
    public string? Commit { get; init; }

    /// <summary>What it takes in the registry, in bytes: configuration and layers, compressed, those that it shares with others too.</summary>
    public long Size => Blobs.Sum(blob => blob.Size);

    /// <summary>Who needs it, a phrase each: a channel, a cluster's configuration, containers of a DEA.</summary>
    public ImmutableArray<string> Uses { get; init; } = [];

    /// <summary>What is kept beside it, such as its receipt, and beside that.</summary>
    public ImmutableArray<ContentDescriptor> Artifacts { get; init; } = [];

    /// <summary>The manifests that it needs: those that a list names, and the one that it is about itself.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>Configuration and layers, those of a list's images too.</summary>
    [JsonIgnore]
    public ImmutableArray<ContentDescriptor> Blobs { get; init; } = [];
}

/// <summary>What a repository of a registry has.</summary>
/// <param name="Address">The registry's address, as nodes know it.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Images">What its tags name, the newest first.</param>
public sealed record RepositoryInventory(string Address, string Repository, ImmutableArray<StoredImage> Images)
{
    /// <summary>What people and clusters call the repository.</summary>
    [JsonIgnore]
    public string Name => $"{Address}/{Repository}";

    /// <summary>What it all takes in the registry, in bytes: what several images share counts once.</summary>
    public long Size => Images.SelectMany(image => image.Blobs).DistinctBy(blob => blob.Digest, StringComparer.Ordinal).Sum(blob => blob.Size);
}
