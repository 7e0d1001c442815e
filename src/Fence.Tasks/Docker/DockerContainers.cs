using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fence.Tasks.Docker;

/// <summary>The containers of an engine, over its API.</summary>
internal sealed class DockerContainers(DockerHost host, TimeProvider clock) : IDockerContainers
{
    private const string Running = "running";

    // Docker's own words for a program that is not there, and for one that cannot be started.
    private const int NotFound = 127;
    private const int NotStartable = 126;

    public Task<string> CreateAsync(ContainerSpecification wanted, CancellationToken cancellationToken) =>
        host.AskSoonAsync($"make a container of {wanted.Image}", async (docker, soon) =>
        {
            var limits = wanted.Limits;
            var made = await docker.Containers.CreateContainerAsync(
                new CreateContainerParameters
                {
                    Image = wanted.Image,
                    Entrypoint = [wanted.Command[0]],
                    Cmd = [.. wanted.Command.Skip(1)],
                    User = wanted.User!,
                    Labels = new Dictionary<string, string>(wanted.Labels, StringComparer.Ordinal),
                    HostConfig = new HostConfig
                    {
                        Privileged = wanted.IsPrivileged,
                        Memory = limits.Memory,
                        MemorySwap = limits.Memory,
                        PidsLimit = limits.Processes > 0 ? limits.Processes : null,
                        CPUPeriod = limits.MilliCpus > 0 ? 100_000 : 0,
                        CPUQuota = limits.MilliCpus * 100L,
                    },
                },
                soon);
            return made.ID;
        }, cancellationToken);

    public Task StartAsync(string container, CancellationToken cancellationToken) =>
        host.AskSoonAsync("start a container", (docker, soon) => docker.Containers.StartContainerAsync(container, new ContainerStartParameters(), soon), cancellationToken);

    public Task RestartAsync(string container, CancellationToken cancellationToken) =>
        host.AskSoonAsync("restart a container", async (docker, soon) =>
        {
            await docker.Containers.RestartContainerAsync(container, new ContainerRestartParameters { WaitBeforeKillSeconds = 0 }, soon);
            return true;
        }, cancellationToken);

    public Task<ContainerCommandEnd> ExecuteAsync(
        string container, ContainerCommand command, Action<ContainerLine> tell, CancellationToken cancellationToken) =>
        host.AskAsync($"run {command.Words[0]} in a container", async docker =>
        {
            var parameters = new ContainerExecCreateParameters
            {
                Cmd = [.. command.Words],
                User = command.User!,
                AttachStdout = true,
                AttachStderr = true,
            };
            var execution = await docker.Exec.CreateContainerExecAsync(container, parameters, cancellationToken);
            try
            {
                using var output = await docker.Exec.StartContainerExecAsync(execution.ID, new ContainerExecStartParameters(), cancellationToken);
                return new ContainerCommandEnd(await new ContainerOutput(docker, execution.ID, output, tell, clock).ReadAsync(cancellationToken));
            }
            catch (DockerApiException unstarted) when (IsUnstartable(unstarted))
            {
                tell(new ContainerLine(IsError: true, EngineAnswer.Message(unstarted)));
                return new ContainerCommandEnd(
                    EngineAnswer.Message(unstarted).Contains("not found", StringComparison.OrdinalIgnoreCase)
                    || EngineAnswer.Message(unstarted).Contains("no such file", StringComparison.OrdinalIgnoreCase)
                        ? NotFound
                        : NotStartable);
            }
        }, cancellationToken);

    public Task WriteAsync(
        string container, string folder, Func<Stream, CancellationToken, Task> writeTar, CancellationToken cancellationToken) =>
        host.AskAsync($"unpack files in {folder} of a container", async docker =>
        {
            await using var tar = new WrittenStream(writeTar);
            await docker.Containers.ExtractArchiveToContainerAsync(
                container, new CopyToContainerParameters { Path = folder }, tar, cancellationToken);
            return true;
        }, cancellationToken);

    public Task<T?> ReadAsync<T>(
        string container, string path, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class =>
        host.AskAsync<T?>($"read {path} of a container", async docker =>
        {
            try
            {
                var archive = await docker.Containers.GetArchiveFromContainerAsync(
                    container, new ContainerPathStatParameters { Path = path }, statOnly: false, cancellationToken);
                await using var tar = archive.Stream!;
                return await read(tar, cancellationToken);
            }
            catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound && !IsNoContainer(missing))
            {
                return null;
            }
        }, cancellationToken);

    public Task<IReadOnlyList<EngineContainer>> ListAsync(string? label, CancellationToken cancellationToken) =>
        host.AskSoonAsync<IReadOnlyList<EngineContainer>>("list its containers", async (docker, soon) =>
        {
            var wanted = new ContainersListParameters { All = true };
            if (label is not null)
            {
                wanted.Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
                {
                    ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [label] = true },
                };
            }

            return [.. (await docker.Containers.ListContainersAsync(wanted, soon)).Select(found => new EngineContainer(
                found.ID,
                found.Names?.FirstOrDefault()?.TrimStart('/') ?? found.ID,
                found.Image,
                found.ImageID,
                IsRunning(found),
                new Dictionary<string, string>(found.Labels ?? Enumerable.Empty<KeyValuePair<string, string>>(), StringComparer.Ordinal)))];
        }, cancellationToken);

    // Engines before API 1.23 tell no state, only what they show to people.
    private static bool IsRunning(ContainerListResponse found) => string.Equals(found.State, Running, StringComparison.OrdinalIgnoreCase)
        || (found.State is null or "" && found.Status?.StartsWith("Up", StringComparison.Ordinal) == true);

    public Task RemoveAsync(string container, CancellationToken cancellationToken) =>
        host.AskSoonAsync("remove a container", async (docker, soon) =>
        {
            try
            {
                await docker.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, soon);
            }
            catch (DockerApiException gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict && IsGoing(gone))
            {
                return false;
            }

            return true;
        }, cancellationToken);

    public Task<ImageDefaults?> FindDefaultsAsync(string image, CancellationToken cancellationToken) =>
        host.AskSoonAsync<ImageDefaults?>($"describe {image}", async (docker, soon) =>
        {
            try
            {
                return Describe(await docker.Images.InspectImageAsync(image, soon));
            }
            catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        }, cancellationToken);

    private static ImageDefaults Describe(ImageInspectResponse image) => new()
    {
        ImageId = image.ID,
        User = image.Config?.User ?? "",
        WorkingFolder = image.Config?.WorkingDir ?? "",
        Environment = Variables(image.Config?.Env),
        Labels = new Dictionary<string, string>(image.Config?.Labels ?? Enumerable.Empty<KeyValuePair<string, string>>(), StringComparer.Ordinal),
        Ports = [.. (image.Config?.ExposedPorts?.Keys ?? []).Order(StringComparer.Ordinal)],
        Volumes = [.. (image.Config?.Volumes?.Keys ?? []).Order(StringComparer.Ordinal)],
        EntryPoint = [.. image.Config?.Entrypoint ?? []],
        Command = [.. image.Config?.Cmd ?? []],
        Size = image.Size,
        Layers = image.RootFS?.Layers?.Count ?? 0,
    };

    private static Dictionary<string, string> Variables(IEnumerable<string>? pairs)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs ?? [])
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            variables[sign < 0 ? pair : pair[..sign]] = sign < 0 ? "" : pair[(sign + 1)..];
        }

        return variables;
    }

    // The same status is for a path that is not there.
    private static bool IsNoContainer(DockerApiException refused) =>
        EngineAnswer.Message(refused).Contains("No such container", StringComparison.OrdinalIgnoreCase);

    // Older engines answer 500 for what is wrong with the command itself.
    private static bool IsUnstartable(DockerApiException refused) =>
        EngineAnswer.Message(refused) is var message
        && (message.Contains("OCI runtime exec failed", StringComparison.Ordinal) || message.Contains("exec: ", StringComparison.Ordinal));

    private static bool IsGoing(DockerApiException refused) =>
        refused.StatusCode == HttpStatusCode.NotFound
        || EngineAnswer.Message(refused).Contains("already in progress", StringComparison.Ordinal);
}
