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

    private static bool IsOf(string repository, string reference) =>
        reference.StartsWith($"{repository}:", StringComparison.Ordinal)
        && !reference.AsSpan(repository.Length + 1).Contains('/');
}
