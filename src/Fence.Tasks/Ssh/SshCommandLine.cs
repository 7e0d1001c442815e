using System.Globalization;

namespace Fence.Tasks.Ssh;

/// <summary>The arguments of the system's <c>ssh</c>, computed and not run.</summary>
/// <param name="Endpoint">The node.</param>
/// <param name="ConfigFile">An <c>ssh_config</c>; null means the admin's own.</param>
/// <param name="ControlPath">The socket of the shared connection; null where connections are not shared.</param>
public sealed record SshCommandLine(SshEndpoint Endpoint, string? ConfigFile = null, string? ControlPath = null)
{
    /// <summary>How long a node may take to answer at all, in seconds.</summary>
    public const int ConnectTimeout = 10;

    /// <summary>Opens the shared connection and goes to the background; what fails is written to <paramref name="logFile"/>.</summary>
    /// <remarks>It ends itself when unused for a minute, so that a killed run leaves nothing behind for long.</remarks>
    public IReadOnlyList<string> OpenShared(string logFile) =>
        [.. Common(), "-o", "ControlMaster=yes", "-o", "ControlPersist=60", "-E", logFile, "-f", "-N", Endpoint.Destination];

    /// <summary>Runs a command on the node, through the shared connection where there is one.</summary>
    public IReadOnlyList<string> Run(IEnumerable<string> command) =>
        [.. Common(), "-o", "ControlMaster=no", "-T", Endpoint.Destination, "--", ShellLine.Of(command)];

    /// <summary>Connects standard input and output to a port that the node can reach.</summary>
    public IReadOnlyList<string> Forward(string host, int port) =>
        [.. Common(), "-o", "ControlMaster=no", "-W", string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"), Endpoint.Destination];

    /// <summary>Ends the shared connection.</summary>
    public IReadOnlyList<string> CloseShared() => [.. Common(), "-O", "exit", Endpoint.Destination];

    private IEnumerable<string> Common()
    {
        if (ConfigFile is not null)
            yield return $"-F{ConfigFile}";

        // Nobody sits at this terminal to type a password, and an unanswered question would hang the run.
        yield return "-oBatchMode=yes";
        yield return string.Create(CultureInfo.InvariantCulture, $"-oConnectTimeout={ConnectTimeout}");
        yield return "-oServerAliveInterval=15";
        yield return "-oServerAliveCountMax=4";
        yield return "-oLogLevel=ERROR";

        if (Endpoint.Port is { } port)
            yield return string.Create(CultureInfo.InvariantCulture, $"-p{port}");
        if (ControlPath is not null)
            yield return $"-oControlPath={ControlPath}";
    }
}
