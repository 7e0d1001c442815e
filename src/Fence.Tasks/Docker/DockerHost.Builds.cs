using System.IO.Pipelines;
using Docker.DotNet.Models;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

// Builds, by the builder that every engine has.
public sealed partial class DockerHost
{
    // A pipe's own segments are of 4 kB, and each becomes a chunk of its own on the connection: larger ones make fewer.
    private static readonly PipeOptions ContextPipe = new(
        minimumSegmentSize: 128 * 1024, pauseWriterThreshold: 4 * 1024 * 1024, resumeWriterThreshold: 2 * 1024 * 1024, useSynchronizationContext: false);

    /// <inheritdoc/>
    public Task<string> BuildAsync(ImageBuildRequest request, IRunEvents events, CancellationToken cancellationToken) =>
        AskAsync("build the image", async docker =>
        {
            var output = new EngineBuildOutput(new BuildProgress(Name, request.LocateStep, events, clock));
            var pipe = new Pipe(ContextPipe);
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
}
