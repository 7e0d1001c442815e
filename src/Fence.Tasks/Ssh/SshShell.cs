using System.Diagnostics;
using System.Text;
using CliWrap;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Ssh;

/// <summary>A node's command line over the system's <c>ssh</c>: one connection, shared by all that is asked of the node.</summary>
/// <remarks>Keys, agents, jump hosts and known hosts are the admin's own, and host keys are checked (DESIGN section 5).</remarks>
public sealed class SshShell : INodeShell
{
    private const int ConnectionFailed = 255;

    private readonly SshCommandLine commandLine;
    private readonly string? controlFolder;
    private Lazy<Task> opened;

    /// <summary>Makes one; nothing is connected until something is asked.</summary>
    /// <param name="node">The node's name in the definition.</param>
    /// <param name="endpoint">Where it answers.</param>
    /// <param name="configFile">An <c>ssh_config</c>; null means the admin's own.</param>
    public SshShell(string node, SshEndpoint endpoint, string? configFile)
    {
        Node = node;

        // Windows' ssh cannot share connections. Elsewhere the socket's path must stay short: the system's limit is about 100 bytes.
        controlFolder = OperatingSystem.IsWindows() ? null : Directory.CreateTempSubdirectory("fence-").FullName;
        commandLine = new SshCommandLine(endpoint, configFile, controlFolder is null ? null : Path.Combine(controlFolder, "s"));
        opened = NotYetOpened();
    }

    /// <inheritdoc/>
    public string Node { get; }

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
    {
        await opened.Value.WaitAsync(cancellationToken);
        var result = await SshAsync(commandLine.Run(command), input ?? "", cancellationToken);
        return result.ExitCode == ConnectionFailed ? throw Unreachable(result.Error) : result;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenStreamAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        OpenAsync(commandLine.Run(command), cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken) =>
        OpenAsync(commandLine.Forward("127.0.0.1", port), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisconnectAsync()
    {
        if (controlFolder is null)
            return;

        if (File.Exists(commandLine.ControlPath))
            await SshAsync(commandLine.CloseShared(), "", CancellationToken.None);
        opened = NotYetOpened();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        if (controlFolder is not null)
            Directory.Delete(controlFolder, recursive: true);
    }

    private Lazy<Task> NotYetOpened() => new(() => controlFolder is null ? Task.CompletedTask : OpenSharedAsync(controlFolder));

    private async Task<Stream> OpenAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await opened.Value.WaitAsync(cancellationToken);
        var process = Process.Start(SshProcess.StartInfo(arguments)) ?? throw Unreachable("ssh could not be started");
        return new ProcessStream(process);
    }

    private async Task OpenSharedAsync(string folder)
    {
        var log = Path.Combine(folder, "log");
        var (program, arguments) = OwnSession.Of("ssh", commandLine.OpenShared(log));

        // The connection stays in the background: it must hold neither this program's streams nor a pipe to it,
        // or whoever reads this program's output would wait for the connection to end.
        using var process = Start("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program, .. arguments]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw Unreachable(File.Exists(log) ? await File.ReadAllTextAsync(log) : "ssh could not be started");
    }

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })
                ?? throw Unreachable("ssh could not be started");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw Unreachable($"the ssh command could not be started: {missing.Message}");
        }
    }

    private static async Task<CommandResult> SshAsync(IReadOnlyList<string> arguments, string input, CancellationToken cancellationToken)
    {
        var (program, all) = OwnSession.Of("ssh", arguments);
        var output = new StringBuilder();
        var error = new StringBuilder();
        var result = await Cli.Wrap(program)
            .WithArguments(all)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken);
        return new CommandResult(result.ExitCode, output.ToString(), error.ToString());
    }

    private FenceException Unreachable(string reason) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error(
            "FS001",
            $"{Node} ({commandLine.Endpoint}) cannot be reached over ssh: {LastLine(reason)}",
            $"Try it by hand: ssh {(commandLine.ConfigFile is { } file ? $"-F {file} " : "")}{commandLine.Endpoint.Destination} true"))
    {
        Kind = FailureKind.Connection,
    };

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason given";
}
