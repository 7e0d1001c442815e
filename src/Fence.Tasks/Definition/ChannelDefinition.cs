namespace Fence.Tasks.Definition;

/// <summary>A name under which people get the image that a release manager chose, such as <c>stable</c>.</summary>
public sealed record ChannelDefinition
{
    /// <summary>Its name, which is the tag, too.</summary>
    public required string Name { get; init; }

    /// <summary>The repository that has the tag; null means the image's own.</summary>
    public string? Repository { get; init; }

    /// <summary>The registry that has the repository; null means the cluster's.</summary>
    public RegistryDefinition? Registry { get; init; }

    /// <summary>Whether only an image is promoted whose commit a tag in git names.</summary>
    public bool NeedsGitTag { get; init; }
}
