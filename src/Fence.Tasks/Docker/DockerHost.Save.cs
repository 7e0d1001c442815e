namespace Fence.Tasks.Docker;

public sealed partial class DockerHost : IImageArchive
{
    /// <inheritdoc/>
    public Task<T> SaveAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        AskAsync($"save {image}", async docker =>
        {
            await using var archive = await docker.Images.SaveImageAsync(image, cancellationToken);
            return await read(archive, cancellationToken);
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListLayersAsync(string image, CancellationToken cancellationToken) =>
        AskSoonAsync<IReadOnlyList<string>>(
            $"list the layers of {image}",
            async (docker, soon) => [.. (await docker.Images.InspectImageAsync(image, soon)).RootFS?.Layers ?? []],
            cancellationToken);
}
