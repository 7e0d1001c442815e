using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fence.Tasks.Docker;

/// <content>What is asked of an engine to keep it tidy, and to see what runs on it.</content>
public sealed partial class DockerHost
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<TaggedImage>> ListTagsAsync(string repository, CancellationToken cancellationToken) =>
        AskSoonAsync<IReadOnlyList<TaggedImage>>($"list the images of {repository}", async (docker, soon) =>
        {
            // All of them: the filter by name has another form on old engines.
            var images = await docker.Images.ListImagesAsync(new ImagesListParameters(), soon);
            return
            [
                .. images
                    .SelectMany(image => (image.RepoTags ?? []).Select(tag => new TaggedImage(tag, image.ID, new DateTimeOffset(image.Created))))
                    .Where(image => IsOf(repository, image.Reference))
                    .OrderByDescending(image => image.CreatedAt).ThenByDescending(image => image.Reference, StringComparer.Ordinal),
            ];
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<EngineMachine> GetMachineAsync(CancellationToken cancellationToken) => AskSoonAsync("tell what its machine is like", async (docker, soon) =>
    {
        var said = await docker.System.GetSystemInfoAsync(soon);
        return new EngineMachine(
            string.IsNullOrEmpty(said.DockerRootDir) ? null : said.DockerRootDir,
            DateTimeOffset.TryParse(said.SystemTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
            !string.IsNullOrEmpty(said.HTTPProxy) || !string.IsNullOrEmpty(said.HTTPSProxy));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyList<string>>> ListLayersAsync(int most, CancellationToken cancellationToken) =>
        AskSoonAsync<IReadOnlyList<IReadOnlyList<string>>>("list the layers of its images", async (docker, soon) =>
        {
            var images = await docker.Images.ListImagesAsync(new ImagesListParameters(), soon);
            var layers = new List<IReadOnlyList<string>>();
            foreach (var image in images.OrderByDescending(image => image.Created).DistinctBy(image => image.ID, StringComparer.Ordinal).Take(most))
            {
                if (await LayersAsync(docker, image.ID, soon) is { Count: > 0 } found)
                    layers.Add(found);
            }

            return layers;
        }, cancellationToken);

    private static async Task<IReadOnlyList<string>> LayersAsync(DockerClient docker, string image, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await docker.Images.InspectImageAsync(image, cancellationToken)).RootFS?.Layers ?? []];
        }
        catch (DockerApiException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            return []; // Removed since it was listed.
        }
    }

    private static bool IsOf(string repository, string reference) =>
        reference.StartsWith($"{repository}:", StringComparison.Ordinal)
        && !reference.AsSpan(repository.Length + 1).Contains('/');
}
