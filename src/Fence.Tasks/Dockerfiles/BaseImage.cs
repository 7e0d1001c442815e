namespace Fence.Tasks.Dockerfiles;

/// <summary>What is known of the image that a Dockerfile starts from, apart from what <c>fence.yml</c> says.</summary>
public sealed record BaseImage
{
    /// <summary>
    /// The image that the cluster's configuration names (<c>kato config get fence docker/images</c>, its first entry); a
    /// Dockerfile may start from it as well as from the one in <c>fence.yml</c>. Null when the cluster was not asked.
    /// </summary>
    public string? InConfiguration { get; init; }

    /// <summary>
    /// The user that it leaves for what starts from it; null when that is not known, and then it is taken to be root.
    /// </summary>
    public string? User { get; init; }

    /// <summary>
    /// The number of its layers; null when that is not known, and then only those of the Dockerfile are counted.
    /// </summary>
    public int? Layers { get; init; }
}
