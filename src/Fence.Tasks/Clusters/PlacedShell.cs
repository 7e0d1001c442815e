using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>A node's command line, which takes the node's place among those that are connected while a command runs.</summary>
/// <param name="inner">The command line.</param>
/// <param name="place">The place.</param>
internal sealed class PlacedShell(INodeShell inner, ConnectionPlace place) : INodeShell
{
    public string Node => inner.Node;

    public Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken) =>
        place.UseAsync(() => inner.RunAsync(command, input, cancellationToken), cancellationToken);

    // Streams outlast the question that opens them; the node's engine, which asks for them, holds the place itself.
    public Task<Stream> OpenStreamAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => inner.OpenStreamAsync(command, cancellationToken);

    public Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken) => inner.OpenPortAsync(port, cancellationToken);

    public ValueTask DisconnectAsync() => inner.DisconnectAsync();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
