namespace Fence.Tasks.Docker;

/// <summary>The port to the containers of an engine. Every method fails with a <see cref="Diagnostics.FenceException"/> that names the engine.</summary>
public interface IDockerContainers
{
    /// <summary>Makes a container; it does not run yet.</summary>
    /// <returns>Its ID.</returns>
    Task<string> CreateAsync(ContainerSpecification wanted, CancellationToken cancellationToken);

    /// <summary>Starts it.</summary>
    Task StartAsync(string container, CancellationToken cancellationToken);

    /// <summary>Ends every process in it and starts it anew; what is in its files stays.</summary>
    Task RestartAsync(string container, CancellationToken cancellationToken);

    /// <summary>Runs a command in a container that runs, without a terminal and without input.</summary>
    /// <param name="container">The container.</param>
    /// <param name="command">The command.</param>
    /// <param name="tell">Is told each line as it is printed.</param>
    /// <param name="cancellationToken">Gives up waiting; the command itself is ended by <see cref="RestartAsync"/> or <see cref="RemoveAsync"/>.</param>
    /// <returns>How it ended. A process that it left behind is not waited for.</returns>
    Task<ContainerCommandEnd> ExecuteAsync(string container, ContainerCommand command, Action<ContainerLine> tell, CancellationToken cancellationToken);

    /// <summary>Unpacks a tar in a container, which need not run. Owners and modes are the tar's.</summary>
    /// <param name="container">The container.</param>
    /// <param name="folder">The folder in it; has to be there.</param>
    /// <param name="writeTar">Writes the tar; called once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task WriteAsync(string container, string folder, Func<Stream, CancellationToken, Task> writeTar, CancellationToken cancellationToken);

    /// <summary>Reads a file or a folder out of a container, which need not run, as a tar.</summary>
    /// <param name="container">The container.</param>
    /// <param name="path">Its path, absolute. Links on the way are followed, the last one is not.</param>
    /// <param name="read">Reads the tar; need not read it to its end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What <paramref name="read"/> made of it; null where there is no such path.</returns>
    Task<T?> ReadAsync<T>(string container, string path, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class;

    /// <summary>The containers that carry a label, and those of an image; running or not.</summary>
    /// <param name="label">The label's name; null for any.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<IReadOnlyList<EngineContainer>> ListAsync(string? label, CancellationToken cancellationToken);

    /// <summary>Ends a container and removes it with its volumes; nothing where it is not there.</summary>
    Task RemoveAsync(string container, CancellationToken cancellationToken);

    /// <summary>What an image gives its containers.</summary>
    /// <returns>It; null where the engine has no such image.</returns>
    Task<ImageDefaults?> FindDefaultsAsync(string image, CancellationToken cancellationToken);
}

/// <summary>A container as it is wanted.</summary>
public sealed record ContainerSpecification
{
    /// <summary>The image: a reference or an ID.</summary>
    public required string Image { get; init; }

    /// <summary>What its first process is, in place of the image's entry point and command.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The user of its first process; null for the image's.</summary>
    public string? User { get; init; }

    /// <summary>The labels that tell whose it is.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What it may use.</summary>
    public ContainerLimits Limits { get; init; } = new();

    /// <summary>Whether it gets the rights of root on the host (DOMAIN section 7).</summary>
    public bool IsPrivileged { get; init; }
}

/// <summary>What a container may use.</summary>
public sealed record ContainerLimits
{
    /// <summary>Memory in bytes, swap included; 0 for no limit.</summary>
    public long Memory { get; init; }

    /// <summary>Processes and threads; 0 for no limit.</summary>
    public int Processes { get; init; }

    /// <summary>Processor time, in thousandths of a processor; 0 for no limit.</summary>
    public int MilliCpus { get; init; }
}

/// <summary>A command in a container.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="User">Who runs it; null for the container's user.</param>
public sealed record ContainerCommand(IReadOnlyList<string> Words, string? User = null);

/// <summary>A line that a command printed.</summary>
/// <param name="IsError">Whether on standard error.</param>
/// <param name="Text">The line, without its end.</param>
public sealed record ContainerLine(bool IsError, string Text);

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; 126 and 127 also where it could not be started.</param>
public sealed record ContainerCommandEnd(int ExitCode);

/// <summary>A container that an engine has.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Image">The image as it was named when the container was made.</param>
/// <param name="ImageId">The image ID.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Labels">Its labels, and its image's.</param>
public sealed record EngineContainer(
    string Id, string Name, string Image, string ImageId, bool IsRunning, IReadOnlyDictionary<string, string> Labels);

/// <summary>What an image gives its containers when nothing else is said.</summary>
public sealed record ImageDefaults
{
    /// <summary>The image ID.</summary>
    public required string ImageId { get; init; }

    /// <summary>The user; empty for root.</summary>
    public string User { get; init; } = "";

    /// <summary>The working folder; empty for <c>/</c>.</summary>
    public string WorkingFolder { get; init; } = "";

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The exposed ports: <c>8080/tcp</c>.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>The volumes.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The entry point.</summary>
    public IReadOnlyList<string> EntryPoint { get; init; } = [];

    /// <summary>The command.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Its size on disk in bytes.</summary>
    public long Size { get; init; }

    /// <summary>The number of its layers.</summary>
    public int Layers { get; init; }
}
