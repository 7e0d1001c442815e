using Docker.DotNet.Models;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

// Builds, by the builder that every engine has.
public sealed partial class DockerHost
{
    /// <inheritdoc/>
    public bool AppliesIgnoreFile => true;

    /// <inheritdoc/>
    public Task<string> BuildAsync(ImageBuildRequest request, IRunEvents events, CancellationToken cancellationToken) =>
        AskAsync("build the image", async docker =>
        {
            var output = new EngineBuildOutput(BuildProgress.Of(Name, request, events, clock));
            await using var context = new WrittenStream(request.WriteContext);
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
                parameters, context, authConfigs: [], headers: new Dictionary<string, string>(StringComparer.Ordinal), output, cancellationToken);
            return output.ImageIdOrThrow();
        }, cancellationToken);
}
