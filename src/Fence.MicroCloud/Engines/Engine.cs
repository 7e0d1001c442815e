using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using Version = System.Version;

namespace Fence.MicroCloud.Engines;

/// <summary>A connection to this machine's engine, with an API version that both sides speak.</summary>
internal sealed class Engine : IDisposable
{
    private static readonly Version NewestSpoken = new(1, 44);

    private Engine(DockerClient client, Uri endpoint, Version apiVersion)
    {
        Client = client;
        Endpoint = endpoint;
        ApiVersion = apiVersion;
    }

    public DockerClient Client { get; }

    public Uri Endpoint { get; }

    public Version ApiVersion { get; }

    /// <summary>Where the engine is: what <c>DOCKER_HOST</c> says, or the usual place.</summary>
    public static (Uri Endpoint, bool IsChosen) Locate()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        if (!string.IsNullOrWhiteSpace(host))
            return (new Uri(host), true);
        return (new Uri(OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock"), false);
    }

    /// <summary>Connects to the engine.</summary>
    public static async Task<Engine> ConnectAsync(CancellationToken cancellationToken)
    {
        var (endpoint, _) = Locate();
        using var unpinned = new DockerClientBuilder().WithEndpoint(endpoint).Build();
        var offered = Version.Parse((await unpinned.System.GetVersionAsync(cancellationToken)).APIVersion);
        var version = offered < NewestSpoken ? offered : NewestSpoken;
        var client = new DockerClientBuilder()
            .WithEndpoint(endpoint)
            .WithApiVersion(version)
            .WithTimeout(Timeout.InfiniteTimeSpan)
            .Build();
        return new Engine(client, endpoint, version);
    }

    /// <summary>Asks the engine whether it is there.</summary>
    public static async Task<EngineAnswer> AskAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var client = new DockerClientBuilder().WithEndpoint(endpoint).WithTimeout(TimeSpan.FromSeconds(10)).Build();
        try
        {
            await client.System.PingAsync(cancellationToken);
            return EngineAnswer.Answers;
        }
        catch (Exception exception) when (IsAbsence(exception) && !cancellationToken.IsCancellationRequested)
        {
            return IsDenial(exception) ? EngineAnswer.Denied : EngineAnswer.Silent;
        }
    }

    /// <summary>Runs a command in a container.</summary>
    /// <param name="container">Its ID or name.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <param name="user">Who runs it; root unless said.</param>
    /// <returns>The exit status, what was printed on standard output, and what on standard error.</returns>
    public async Task<(long ExitCode, string Output, string Errors)> ExecAsync(
        string container, IReadOnlyList<string> command, CancellationToken cancellationToken, string user = "")
    {
        var exec = await Client.Exec.CreateContainerExecAsync(
            container,
            new ContainerExecCreateParameters { Cmd = [.. command], User = user, AttachStdout = true, AttachStderr = true },
            cancellationToken);
        using var stream = await Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), cancellationToken);
        var (output, errors) = await stream.ReadOutputToEndAsync(cancellationToken);
        var ended = await Client.Exec.InspectContainerExecAsync(exec.ID, cancellationToken);
        return (ended.ExitCode ?? -1, output, errors);
    }

    public void Dispose() => Client.Dispose();

    private static bool IsAbsence(Exception exception) =>
        exception is DockerApiException or HttpRequestException or SocketException or IOException or TimeoutException
            or OperationCanceledException or UnauthorizedAccessException;

    private static bool IsDenial(Exception exception)
    {
        for (Exception? each = exception; each is not null; each = each.InnerException)
        {
            if (each is UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied })
                return true;
        }

        return false;
    }
}
