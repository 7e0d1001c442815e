using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Docker;

/// <summary>The port to a Docker engine that also builds and pushes.</summary>
public interface IDockerHost : INodeEngine, IImageBuild
{
    /// <summary>Finds the images that carry a label.</summary>
    /// <returns>Their IDs, the newest first.</returns>
    Task<IReadOnlyList<string>> FindImagesByLabelAsync(string label, string value, CancellationToken cancellationToken);

    /// <summary>Pushes a name to its registry.</summary>
    /// <returns>The digest that the registry confirmed, and what it was sent.</returns>
    Task<EnginePush> PushAsync(string repository, string tag, CancellationToken cancellationToken);
}

/// <summary>What an engine says of itself.</summary>
/// <param name="Version">Its version, such as <c>20.10.24</c>.</param>
/// <param name="ApiVersion">The newest API version it speaks, such as <c>1.41</c>.</param>
public sealed record EngineVersion(string Version, string ApiVersion);

/// <summary>An image as an engine has it.</summary>
/// <param name="Id">The image ID, <c>sha256:…</c>: the digest of its configuration.</param>
/// <param name="Tags">Its names with tags.</param>
/// <param name="Digests">Its names with the digests under which registries know it.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Size">Its size on disk in bytes, with its base.</param>
public sealed record EngineImage(
    string Id,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Digests,
    IReadOnlyDictionary<string, string> Labels,
    long Size)
{
    /// <summary>The user that it leaves for what starts from it; empty for root.</summary>
    public string User { get; init; } = "";

    /// <summary>The number of its layers; null where the engine is too old to say.</summary>
    public int? Layers { get; init; }
}

/// <summary>What a push came to.</summary>
/// <param name="Digest">The manifest's digest, as the registry confirmed it.</param>
/// <param name="LayersSent">Layers the registry lacked.</param>
/// <param name="LayersPresent">Layers it had.</param>
public sealed record EnginePush(string Digest, int LayersSent, int LayersPresent);

/// <summary>What is asked of a builder.</summary>
public sealed record ImageBuildRequest
{
    /// <summary>The Dockerfile's path in the context.</summary>
    public required string Dockerfile { get; init; }

    /// <summary>Writes the context as a tar; called once.</summary>
    public required Func<Stream, CancellationToken, Task> WriteContext { get; init; }

    /// <summary>The name and tag to give the image: <c>exampleco/stack-alsek:2026.11.24-0123abc</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The labels to put on it.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The values of the Dockerfile's <c>ARG</c>s, by name.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>Whether every instruction is carried out anew.</summary>
    public bool NoCache { get; init; }

    /// <summary>The Dockerfile as it was read, for the places of its instructions; null where nobody could look them up.</summary>
    public Dockerfile? Parsed { get; init; }
}
