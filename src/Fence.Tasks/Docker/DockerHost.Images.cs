using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Fence.Tasks.Docker;

// Images: looked up, named, moved.
public sealed partial class DockerHost
{
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
                    image.Size)
                {
                    User = image.Config?.User ?? "",
                    Layers = image.RootFS?.Layers?.Count,
                };
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
            await docker.Images.PushImageAsync(repository, new ImagePushParameters { Tag = tag }, await LoginAsync(repository, cancellationToken), output, cancellationToken);
            return output.ResultOrThrow();
        }, cancellationToken);

    /// <inheritdoc/>
    public Task PullAsync(string repository, string digest, IProgress<PullProgress>? progress, CancellationToken cancellationToken) =>
        AskAsync($"pull {repository}@{digest}", async docker =>
        {
            var output = new EnginePullOutput(Name, $"{repository}@{digest}", progress);
            await docker.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = repository, Tag = digest }, await LoginAsync(repository, cancellationToken), output, cancellationToken);
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
}
