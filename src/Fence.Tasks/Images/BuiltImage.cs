using System.Collections.Immutable;

namespace Fence.Tasks.Images;

/// <summary>An image on the builder, as BuildImage leaves it.</summary>
public sealed record BuiltImage
{
    /// <summary>The image ID.</summary>
    public required string Id { get; init; }

    /// <summary>The repository, without a registry.</summary>
    public required string Repository { get; init; }

    /// <summary>The tag it was given.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether somebody asked for this tag; else it was derived from the commit.</summary>
    public bool TagIsGiven { get; init; }

    /// <summary>A tag that no other image can have: for when another one has <see cref="Tag"/>, made from the same commit on another base or machine.</summary>
    public string UniqueTag => $"{Tag}-{Id.Replace("sha256:", "", StringComparison.Ordinal)[..7]}";

    /// <summary>The digest of all that it is made of.</summary>
    public required string DefinitionDigest { get; init; }

    /// <summary>The digest of its context.</summary>
    public required string ContextDigest { get; init; }

    /// <summary>The base image's ID.</summary>
    public required string BaseId { get; init; }

    /// <summary>The image IDs of other images that the Dockerfile is made from, by their names in it; null where there is none.</summary>
    public ImmutableSortedDictionary<string, string>? FurtherIds { get; init; }

    /// <summary>The digest under which a registry has the base; null where the builder knows none.</summary>
    public string? BaseDigest { get; init; }

    /// <summary>The commit it is made from; null outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Its size on disk in bytes, with its base.</summary>
    public long Size { get; init; }

    /// <summary>Whether it was there already, and nothing was built.</summary>
    public bool IsReused { get; init; }

    /// <summary>The name on the builder.</summary>
    public string Reference => $"{Repository}:{Tag}";
}

/// <summary>An image in a registry, as PushRegistry leaves it.</summary>
public sealed record PublishedImage
{
    /// <summary>The registry's address, as nodes know it.</summary>
    public required string Registry { get; init; }

    /// <summary>The repository, without the registry.</summary>
    public required string Repository { get; init; }

    /// <summary>The tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The manifest's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The image ID, which every engine that holds the image must show.</summary>
    public required string ImageId { get; init; }

    /// <summary>Whether the registry had it already, and nothing was sent.</summary>
    public bool IsReused { get; init; }

    /// <summary>Registry and repository.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>What the cluster's configuration names: with the tag, since the oldest engines know no digests in names.</summary>
    public string Reference => $"{Name}:{Tag}";

    /// <summary>What nodes pull: exactly this image, whatever happens to the tag.</summary>
    public string PinnedReference => $"{Name}@{Digest}";
}
