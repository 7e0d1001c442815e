using CliWrap;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Docker;

/// <summary>Has an engine's BuildKit build, by a <c>docker</c> command of this machine.</summary>
/// <param name="docker">The command.</param>
/// <param name="endpoint">The engine.</param>
/// <param name="clock">Times the steps.</param>
public sealed class BuildKitBuild(DockerCommand docker, DockerEndpoint endpoint, TimeProvider clock) : IImageBuild
{
    // Since when an engine has BuildKit, and lets it be used without experiments being switched on.
    private static readonly System.Version FirstApi = new(1, 39);

    /// <inheritdoc/>
    public bool AppliesIgnoreFile => false;

    /// <summary>Finds a command that can do it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="endpoint">Where it answers.</param>
    /// <param name="environment">Reads a variable of the environment.</param>
    /// <param name="clock">Times the steps.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <returns>The builder, or why there is none, in a sentence without a full stop.</returns>
    public static async Task<(BuildKitBuild? Build, string Why)> FindAsync(
        INodeEngine engine, DockerEndpoint endpoint, Func<string, string?> environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var version = await engine.GetVersionAsync(cancellationToken);
        if (System.Version.Parse(version.ApiVersion) < FirstApi)
            return (null, $"{engine.Name} is an engine {version.Version}, which has no BuildKit");

        var commands = await DockerCommand.FindAllAsync(environment, cancellationToken);
        return commands.FirstOrDefault(command => command.HasBuildKit) is { } able
            ? (new BuildKitBuild(able, endpoint, clock), $"BuildKit is at hand, by {able}")
            : (null, $"no docker command with BuildKit is at hand: {(commands.Count == 0 ? "there is none on the PATH" : string.Join(", ", commands))}");
    }

    /// <inheritdoc/>
    public async Task<string> BuildAsync(ImageBuildRequest request, IRunEvents events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var progress = BuildProgress.Of("BuildKit", request, events, clock);
        var output = new BuildKitOutput(progress, request.Parsed);
        var folder = Directory.CreateTempSubdirectory("fence-build-").FullName;
        try
        {
            var idFile = Path.Combine(folder, "id");
            var exitCode = await RunAsync(BuildKitCommand.For(request, endpoint, idFile), request.WriteContext, output.Read, cancellationToken);
            if (exitCode != 0)
                throw output.Failure();
            progress.ImageId = File.Exists(idFile) ? (await File.ReadAllTextAsync(idFile, cancellationToken)).Trim() : null;
            return progress.ImageIdOrThrow();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> RunAsync(
        BuildKitCommand command, Func<Stream, CancellationToken, Task> writeContext, Action<string> read, CancellationToken cancellationToken)
    {
        // Half of a tar is a tar, too: when the context cannot be written to its end, the command has to end before its input does.
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        FenceException? why = null;
        var (program, arguments) = OwnSession.Of(docker.Path, command.Arguments);
        try
        {
            var result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithEnvironmentVariables(command.Environment)
                .WithStandardInputPipe(PipeSource.Create(WriteAsync))
                .WithStandardOutputPipe(PipeTarget.ToDelegate(read))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(read))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(broken.Token);
            return result.ExitCode;
        }
        catch (OperationCanceledException) when (why is not null)
        {
            throw why;
        }

        async Task WriteAsync(Stream input, CancellationToken token)
        {
            try
            {
                await writeContext(input, token);
            }
            catch (FenceException unreadable)
            {
                why = unreadable;
                await broken.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, token);
            }
        }
    }
}
