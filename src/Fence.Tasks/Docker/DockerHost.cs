using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Security.Authentication;
using Docker.DotNet;
using Docker.DotNet.Models;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Docker;

/// <summary>A Docker engine, spoken to over its API in a version that both sides know.</summary>
public sealed class DockerHost : IDockerHost
{
    // What this code was written for; an older engine is spoken to in its own version.
    private static readonly System.Version NewestKnownApi = new(1, 44);

    /// <summary>How long an engine may be silent when asked for something that takes it no time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DockerEndpoint endpoint;
    private readonly TimeProvider clock;
    private readonly IReadOnlyList<Func<CancellationToken, ValueTask<Stream>>> dials;
    private readonly SemaphoreSlim negotiating = new(1);
    private DockerClient? client;
    private EngineVersion? version;

    /// <summary>Makes one; nothing is connected until something is asked.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="endpoint">Where it answers.</param>
    /// <param name="shell">The node's shell, for an endpoint over SSH; stays the caller's.</param>
    /// <param name="clock">Measures <see cref="Patience"/>.</param>
    public DockerHost(string name, DockerEndpoint endpoint, INodeShell? shell, TimeProvider clock)
    {
        this.clock = clock;
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

    /// <inheritdoc/>
    public Task<EngineImage?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        AskSoonAsync($"look up {reference}", async (docker, soon) =>
        {
            try
            {
                var image = await docker.Images.InspectImageAsync(reference, soon);
                return new EngineImage(
                    image.ID,
                    [.. image.RepoTags ?? []],
                    [.. image.RepoDigests ?? []],
                    new Dictionary<string, string>(image.Config?.Labels ?? Enumerable.Empty<KeyValuePair<string, string>>(), StringComparer.Ordinal),
                    image.Size);
            }
            catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindImagesByLabelAsync(string label, string value, CancellationToken cancellationToken) =>
        AskSoonAsync<IReadOnlyList<string>>($"list images with the label {label}", async (docker, soon) =>
        {
            var found = await docker.Images.ListImagesAsync(
                new ImagesListParameters
                {
                    Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
                    {
                        ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [$"{label}={value}"] = true },
                    },
                },
                soon);
            return [.. found.OrderByDescending(image => image.Created).Select(image => image.ID)];
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<string> BuildAsync(ImageBuildRequest request, IRunEvents events, CancellationToken cancellationToken) =>
        AskAsync("build the image", async docker =>
        {
            var output = new EngineBuildOutput(new BuildProgress(Name, request.LocateStep, events, clock));
            var pipe = new Pipe();
            var writing = WriteToAsync(request.WriteContext, pipe.Writer, cancellationToken);
            var parameters = new ImageBuildParameters
            {
                Dockerfile = request.Dockerfile,
                Tags = [request.Reference],
                Labels = new Dictionary<string, string>(request.Labels, StringComparer.Ordinal),
                BuildArgs = new Dictionary<string, string>(request.Arguments, StringComparer.Ordinal),
                NoCache = request.NoCache,
                Remove = true,
                ForceRemove = true,
            };
            await docker.Images.BuildImageFromDockerfileAsync(
                parameters, pipe.Reader.AsStream(), authConfigs: [], headers: new Dictionary<string, string>(StringComparer.Ordinal), output, cancellationToken);
            await writing;
            return output.ImageIdOrThrow();
        }, cancellationToken);

    /// <inheritdoc/>
    public Task TagAsync(string image, string repository, string tag, CancellationToken cancellationToken) =>
        AskSoonAsync($"tag {image} as {repository}:{tag}", async (docker, soon) =>
        {
            await docker.Images.TagImageAsync(image, new ImageTagParameters { RepositoryName = repository, Tag = tag }, soon);
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<EnginePush> PushAsync(string repository, string tag, CancellationToken cancellationToken) =>
        AskAsync($"push {repository}:{tag}", async docker =>
        {
            var output = new EnginePushOutput(Name, $"{repository}:{tag}");
            await docker.Images.PushImageAsync(repository, new ImagePushParameters { Tag = tag }, new AuthConfig(), output, cancellationToken);
            return output.ResultOrThrow();
        }, cancellationToken);

    /// <inheritdoc/>
    public Task PullAsync(string repository, string digest, CancellationToken cancellationToken) =>
        AskAsync($"pull {repository}@{digest}", async docker =>
        {
            var output = new EnginePullOutput(Name, $"{repository}@{digest}");
            await docker.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = repository, Tag = digest }, new AuthConfig(), output, cancellationToken);
            output.ThrowIfFailed();
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task UntagAsync(string reference, CancellationToken cancellationToken) =>
        AskSoonAsync($"untag {reference}", async (docker, soon) =>
        {
            await docker.Images.DeleteImageAsync(reference, new ImageDeleteParameters(), soon);
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        negotiating.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static async Task WriteToAsync(Func<Stream, CancellationToken, Task> write, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = writer.AsStream(leaveOpen: true);
            await write(stream, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception broken)
        {
            // The reading side must see it too, or the engine would take half a tar for a whole one.
            await writer.CompleteAsync(broken);
            throw;
        }
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
                // Unversioned: what an engine of any age answers, and how its own API version is learnt.
                using var unversioned = DockerTransport.CreateClient(dial, apiVersion: null);
                var said = await unversioned.System.GetVersionAsync(cancellationToken);
                version = new EngineVersion(said.Version, said.APIVersion);
                var newest = System.Version.Parse(said.APIVersion);
                return DockerTransport.CreateClient(dial, newest < NewestKnownApi ? newest : NewestKnownApi);
            }
            catch (Exception broken) when (IsConnectionFailure(broken) && broken.InnerException is not FenceException)
            {
                // Why the best way failed is what an admin can mend; the other ways are only for old engines.
                first ??= broken;
            }
        }

        throw new IOException(first!.InnerException?.Message ?? first.Message, first);
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
            throw Failed(what, string.Create(CultureInfo.InvariantCulture, $"did not answer within {Patience.TotalSeconds} seconds"), silent);
        }
    }

    internal async Task<T> AskAsync<T>(string what, Func<DockerClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(await ClientAsync(cancellationToken));
        }
        catch (DockerApiException refused)
        {
            throw Failed(what, string.Create(CultureInfo.InvariantCulture, $"answered {(int)refused.StatusCode}: {EngineAnswer.Message(refused)}"), refused);
        }
        catch (Exception broken) when (IsConnectionFailure(broken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (broken.InnerException is FenceException unreachable)
                throw unreachable;
            throw Failed(what, $"cannot be reached: {broken.InnerException?.Message ?? broken.Message}", broken);
        }
    }

    private FenceException Failed(string what, string how, Exception cause) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FE001", $"{Name}: the Docker engine at {endpoint} {how}", $"It was asked to {what}"),
        cause);
}
