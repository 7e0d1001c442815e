using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fence.Tasks.Docker;

// What is in images: their configuration, and their files through a container that is made and never started.
public sealed partial class DockerHost : IImageContents
{
    /// <inheritdoc/>
    public Task<ImageConfig?> ReadConfigAsync(string reference, CancellationToken cancellationToken) =>
        AskSoonAsync<ImageConfig?>($"describe {reference}", async (docker, soon) =>
        {
            try
            {
                var image = await docker.Images.InspectImageAsync(reference, soon);
                var history = await docker.Images.GetImageHistoryAsync(image.ID, soon);
                return new ImageConfig
                {
                    Id = image.ID,
                    CreatedAt = image.Created is { } created ? new DateTimeOffset(DateTime.SpecifyKind(created, DateTimeKind.Utc)) : null,
                    Architecture = image.Architecture,
                    OperatingSystem = image.Os,
                    Size = image.Size,
                    User = image.Config?.User ?? "",
                    Environment = [.. image.Config?.Env ?? []],
                    Labels = new Dictionary<string, string>(image.Config?.Labels ?? Enumerable.Empty<KeyValuePair<string, string>>(), StringComparer.Ordinal),
                    Layers = [.. image.RootFS?.Layers ?? []],
                    History =
                    [
                        .. history.Reverse().Select(step => new ImageHistoryStep(
                            new DateTimeOffset(DateTime.SpecifyKind(step.Created, DateTimeKind.Utc)), step.CreatedBy ?? "", step.Size)),
                    ],
                };
            }
            catch (DockerApiException missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<T> ReadFilesAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        AskAsync($"read the files of {image}", docker => WithContainerAsync(
            docker,
            // An image may have no command, and a container needs one to be made; it is not started.
            new CreateContainerParameters { Image = image, Entrypoint = ["/"], NetworkDisabled = true },
            async container =>
            {
                await using var files = await docker.Containers.ExportContainerAsync(container, cancellationToken);
                return await read(files, cancellationToken);
            },
            cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> RunAsync(string image, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        AskAsync($"run {command[0]} in {image}", docker => WithContainerAsync(
            docker,
            new CreateContainerParameters
            {
                Image = image,
                Entrypoint = [command[0]],
                Cmd = [.. command.Skip(1)],
                User = "0:0",
                NetworkDisabled = true,
                HostConfig = new HostConfig { NetworkMode = "none" },
            },
            container => OutputAsync(docker, container, cancellationToken),
            cancellationToken), cancellationToken);

    private static async Task<string?> OutputAsync(DockerClient docker, string container, CancellationToken cancellationToken)
    {
        try
        {
            await docker.Containers.StartContainerAsync(container, new ContainerStartParameters(), cancellationToken);
        }
        catch (DockerApiException noSuchCommand) when (noSuchCommand.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            return null;
        }

        var ended = await docker.Containers.WaitContainerAsync(container, cancellationToken);
        using var logs = await docker.Containers.GetContainerLogsAsync(container, new ContainerLogsParameters { ShowStdout = true }, cancellationToken);
        var (output, _) = await logs.ReadOutputToEndAsync(cancellationToken);
        return ended.StatusCode == 0 ? output : null;
    }

    private static async Task<T> WithContainerAsync<T>(
        DockerClient docker, CreateContainerParameters parameters, Func<string, Task<T>> use, CancellationToken cancellationToken)
    {
        var made = await docker.Containers.CreateContainerAsync(parameters, cancellationToken);
        try
        {
            return await use(made.ID);
        }
        finally
        {
            // Whatever interrupted it: a container that nobody knows of would stay for ever.
            await docker.Containers.RemoveContainerAsync(
                made.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        }
    }
}
