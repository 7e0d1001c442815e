using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>A node's command line that answers from a script and remembers what it was asked.</summary>
internal sealed class ScriptedShell(Func<string, CommandResult> answer) : INodeShell
{
    public string Node => "core";

    public List<string> Asked { get; } = [];

    public Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        var line = string.Join(' ', command);
        Asked.Add(line);
        return Task.FromResult(answer(line));
    }

    public Task<Stream> OpenStreamAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("nothing asks for a stream here");

    public Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("nothing asks for a port here");

    public ValueTask DisconnectAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
