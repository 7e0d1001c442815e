namespace Fence.Tasks.Docker;

/// <summary>The port to what is in an engine's images. Every method fails with a <see cref="Diagnostics.FenceException"/> that names the engine.</summary>
public interface IImageContents
{
    /// <summary>Reads an image's configuration and history.</summary>
    /// <param name="reference">A name with tag or digest, or an image ID.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What it says; null where the engine has no such image.</returns>
    Task<ImageConfig?> ReadConfigAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Reads all files of an image as one tar, as a container of it would see them. Nothing of the image is run.</summary>
    /// <param name="image">A name or an ID.</param>
    /// <param name="read">Reads the tar; need not read it to its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<T> ReadFilesAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Runs a command in a container of an image, as root, without network; the container is removed in any case.</summary>
    /// <param name="image">A name or an ID.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>What it printed on its standard output; null where it failed, or where the image has no such command.</returns>
    Task<string?> RunAsync(string image, IReadOnlyList<string> command, CancellationToken cancellationToken);
}

/// <summary>An image's configuration.</summary>
public sealed record ImageConfig
{
    /// <summary>The image ID.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made, as the image says.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The processor it is for, such as <c>amd64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The operating system, such as <c>linux</c>.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Its size on disk in bytes, with its base.</summary>
    public long Size { get; init; }

    /// <summary>The user that containers run as; empty means root.</summary>
    public string User { get; init; } = "";

    /// <summary>The environment, <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The layers, the lowest first: the digests of their uncompressed tars.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What was done to make it, the first first.</summary>
    public IReadOnlyList<ImageHistoryStep> History { get; init; } = [];
}

/// <summary>An instruction that an image was made by.</summary>
/// <param name="CreatedAt">When it was carried out.</param>
/// <param name="CreatedBy">The instruction, as the builder noted it.</param>
/// <param name="Size">What it added, in bytes.</param>
public sealed record ImageHistoryStep(DateTimeOffset CreatedAt, string CreatedBy, long Size);
