using System.Globalization;
using System.Security.Authentication;
using Docker.DotNet;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Docker;

/// <summary>A Docker engine, spoken to over its API in a version that both sides know.</summary>
public sealed partial class DockerHost : IDockerHost
{
    // What this code was written for; an older engine is spoken to in its own version.
    private static readonly System.Version NewestKnownApi = new(1, 44);

    /// <summary>How long an engine may be silent when asked for something that takes it no time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DockerEndpoint endpoint;
    private readonly TimeProvider clock;
    private readonly IReadOnlyList<Func<CancellationToken, ValueTask<Stream>>> dials;
    private readonly SemaphoreSlim negotiating = new(1);
    private readonly ConnectionPlace place;
    private DockerClient? client;
    private EngineVersion? version;

    /// <summary>Makes one; nothing is connected until something is asked.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="endpoint">Where it answers.</param>
    /// <param name="shell">The node's shell, for an endpoint over SSH; stays the caller's.</param>
    /// <param name="clock">Measures <see cref="Patience"/>.</param>
    /// <param name="place">Its node's place among those that are connected; null where nothing bounds how many are.</param>
    public DockerHost(string name, DockerEndpoint endpoint, INodeShell? shell, TimeProvider clock, ConnectionPlace? place = null)
    {
        this.clock = clock;
        this.place = place ?? ConnectionBudget.Unlimited.PlaceFor(() => ValueTask.CompletedTask);
        Name = name;
        this.endpoint = endpoint;
        Containers = new DockerContainers(this, clock);
        dials = DockerTransport.Dials(endpoint, shell, endpoint is DockerEndpoint.Tcp tcp ? DockerTls.For(tcp, Environment.GetEnvironmentVariable) : null);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IDockerContainers Containers { get; }

    /// <inheritdoc/>
    public async Task<EngineVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        await AskSoonAsync("tell its version", (_, _) => Task.FromResult(true), cancellationToken);
        return version!;
    }

    /// <summary>Ends its connections; nothing may be asked at that moment. The next question makes new ones.</summary>
    public void Disconnect()
    {
        client?.Dispose();
        client = null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Disconnect();
        negotiating.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<DockerClient> ClientAsync(CancellationToken cancellationToken)
    {
        if (client is not null)
            return client;

        await negotiating.WaitAsync(cancellationToken);
        try
        {
            if (client is not null)
                return client;

            return client = await NegotiateAsync(cancellationToken);
        }
        finally
        {
            negotiating.Release();
        }
    }

    private async Task<DockerClient> NegotiateAsync(CancellationToken cancellationToken)
    {
        Exception? first = null;
        foreach (var dial in dials)
        {
            try
            {
                return await NegotiateAsync(new SharedConnections(dial), cancellationToken);
            }
            catch (Exception broken) when (IsConnectionFailure(broken) && broken.InnerException is not FenceException)
            {
                // Why the best way failed is what an admin can mend; the other ways are only for old engines.
                first ??= broken;
            }
        }

        throw new IOException(first!.InnerException?.Message ?? first.Message, first);
    }

    private async Task<DockerClient> NegotiateAsync(SharedConnections connections, CancellationToken cancellationToken)
    {
        try
        {
            // Unversioned: what an engine of any age answers, and how its own API version is learnt.
            var said = await DockerTransport.CreateClient(connections, apiVersion: null).System.GetVersionAsync(cancellationToken);
            version = new EngineVersion(said.Version, said.APIVersion);
            var newest = System.Version.Parse(said.APIVersion);
            return DockerTransport.CreateClient(connections, newest < NewestKnownApi ? newest : NewestKnownApi);
        }
        catch
        {
            connections.Dispose();
            throw;
        }
    }

    private static bool IsConnectionFailure(Exception exception) =>
        exception is HttpRequestException or IOException or System.Net.Sockets.SocketException or TimeoutException or AuthenticationException;

    internal async Task<T> AskSoonAsync<T>(string what, Func<DockerClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await AskAsync(what, docker => ask(docker, either.Token), either.Token);
        }
        catch (OperationCanceledException silent) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(what, string.Create(CultureInfo.InvariantCulture, $"did not answer within {Patience.TotalSeconds} seconds"), FailureKind.Connection, silent);
        }
    }

    internal async Task<T> AskAsync<T>(string what, Func<DockerClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await place.UseAsync(async () => await ask(await ClientAsync(cancellationToken)), cancellationToken);
        }
        catch (DockerApiException refused)
        {
            var said = EngineAnswer.Message(refused);
            throw Failed(
                what,
                string.Create(CultureInfo.InvariantCulture, $"answered {(int)refused.StatusCode}: {said}"),
                EngineFailure.Of(refused.StatusCode, said),
                refused);
        }
        catch (Exception broken) when (IsConnectionFailure(broken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (broken.InnerException is FenceException unreachable)
                throw unreachable;
            throw Failed(what, $"cannot be reached: {broken.InnerException?.Message ?? broken.Message}", FailureKind.Connection, broken);
        }
    }

    private FenceException Failed(string what, string how, FailureKind kind, Exception cause) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FE001", $"{Name}: the Docker engine at {endpoint} {how}", $"It was asked to {what}"),
        cause)
    {
        Kind = kind,
    };
}
