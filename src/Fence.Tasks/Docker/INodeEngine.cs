namespace Fence.Tasks.Docker;

/// <summary>
/// The port to a Docker engine, as far as a node's is asked. Every method fails with a <see cref="Diagnostics.FenceException"/> that names
/// the engine and says of which kind the failure is.
/// </summary>
public interface INodeEngine : IAsyncDisposable
{
    /// <summary>What messages call it: a node's name, or <c>the builder</c>.</summary>
    string Name { get; }

    /// <summary>Asks what it is.</summary>
    Task<EngineVersion> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Asks what it says of the machine that it runs on.</summary>
    Task<EngineMachine> GetMachineAsync(CancellationToken cancellationToken);

    /// <summary>Reads which layers its images are made of.</summary>
    /// <param name="most">How many images are looked at, the newest first: a question for each.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <returns>For each image the digests of its layers' uncompressed tars, the lowest first; none of an engine too old to say.</returns>
    Task<IReadOnlyList<IReadOnlyList<string>>> ListLayersAsync(int most, CancellationToken cancellationToken);

    /// <summary>Looks an image up.</summary>
    /// <param name="reference">A name with tag or digest, or an image ID.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The image; null where the engine has none of that name.</returns>
    Task<EngineImage?> FindImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Gives an image a further name.</summary>
    /// <param name="image">A name or an ID.</param>
    /// <param name="repository">The new name's repository, with the registry's address.</param>
    /// <param name="tag">The new name's tag.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task TagAsync(string image, string repository, string tag, CancellationToken cancellationToken);

    /// <summary>Pulls an image by its digest.</summary>
    /// <param name="repository">The repository, with the registry's address.</param>
    /// <param name="digest">The manifest's digest.</param>
    /// <param name="progress">Is told, as it goes on, what has come; null for nobody.</param>
    /// <param name="cancellationToken">Ends the pull; layers that have come stay.</param>
    Task PullAsync(string repository, string digest, IProgress<PullProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Takes a name away; the image itself goes with its last name, unless a container uses it.</summary>
    Task UntagAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Lists the images of a repository.</summary>
    /// <param name="repository">The repository, with the registry's address.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>One for each tag, the newest first.</returns>
    Task<IReadOnlyList<TaggedImage>> ListTagsAsync(string repository, CancellationToken cancellationToken);

    /// <summary>Its containers.</summary>
    IDockerContainers Containers { get; }
}

/// <summary>What an engine says of its machine; null is what it does not say, as old ones do not.</summary>
/// <param name="Root">The folder that it keeps images in.</param>
/// <param name="Time">What its clock shows.</param>
/// <param name="UsesProxy">Whether it is told to reach registries through a proxy.</param>
public sealed record EngineMachine(string? Root, DateTimeOffset? Time, bool UsesProxy);

/// <summary>How far a pull has come.</summary>
/// <param name="Bytes">What has been downloaded, in bytes.</param>
/// <param name="Total">What there is to download as far as it is known yet, in bytes.</param>
public sealed record PullProgress(long Bytes, long Total);

/// <summary>An image under one of its names.</summary>
/// <param name="Reference">The name with its tag.</param>
/// <param name="Id">The image ID.</param>
/// <param name="CreatedAt">When it was built.</param>
public sealed record TaggedImage(string Reference, string Id, DateTimeOffset CreatedAt);
