namespace Fence.Tasks.Ssh;

/// <summary>The port to a node's command line.</summary>
public interface INodeShell : IAsyncDisposable
{
    /// <summary>The node, as messages name it.</summary>
    string Node { get; }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The program and its arguments; the program gets them exactly as they are.</param>
    /// <param name="input">What it reads on standard input; null for nothing.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>What it answered; a command that fails is an answer too.</returns>
    /// <exception cref="Diagnostics.FenceException">The node could not be reached.</exception>
    Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken);

    /// <summary>Runs a command whose standard input and output are the two directions of a stream; closing it ends the command.</summary>
    /// <exception cref="Diagnostics.FenceException">The node could not be reached.</exception>
    Task<Stream> OpenStreamAsync(IReadOnlyList<string> command, CancellationToken cancellationToken);

    /// <summary>Connects to a port of the node itself.</summary>
    /// <exception cref="Diagnostics.FenceException">The node could not be reached.</exception>
    Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken);

    /// <summary>Ends its connection; nothing may be running on it. The next command makes a new one.</summary>
    ValueTask DisconnectAsync();
}
