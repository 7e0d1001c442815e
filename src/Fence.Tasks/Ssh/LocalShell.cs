using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Ssh;

/// <summary>The command line of this machine, for when it is the node: no ssh in between.</summary>
/// <param name="node">The node's name in the definition.</param>
public sealed class LocalShell(string node) : INodeShell
{
    /// <inheritdoc/>
    public string Node => node;

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Cli.Wrap(command[0])
                .WithArguments(command.Skip(1))
                .WithStandardInputPipe(PipeSource.FromString(input ?? ""))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return new CommandResult(result.ExitCode, result.StandardOutput, result.StandardError);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw NotHere(command[0], missing);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenStreamAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        });
        return Task.FromResult<Stream>(new ProcessStream(process ?? throw NotHere(command[0], cause: null)));
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(client.Client, ownsSocket: true);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisconnectAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private FenceException NotHere(string program, Exception? cause) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FS002", $"{node} is this machine, and there is no command {program} on it", "Is it the node that is meant? Else name it: ssh://user@host"),
        cause);
}
