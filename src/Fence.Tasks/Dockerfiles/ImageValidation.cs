using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// Reads what a definition names, and judges it: the hooks together with the Dockerfile that decides what sudo lets them do.
/// </summary>
public static class ImageValidation
{
    /// <summary>Finds everything that is wrong with the hooks.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>, <c>FD000</c>: a file cannot be read.</exception>
    public static async Task<DiagnosticReport> HooksAsync(
        FenceDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        try
        {
            var dockerfile = Read(definition);
            var sudoers = dockerfile is null ? null : ImageSudoers.Read(dockerfile, ContextOf(definition));
            return await HookValidation.RunAsync(definition, sudoers, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(unreadable);
        }
    }

    /// <summary>Finds everything that is wrong with the Dockerfile.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="baseImage">What is known of the base beyond the definition; null when nothing is.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>, <c>FD000</c>: a file cannot be read.</exception>
    public static DiagnosticReport Dockerfile(FenceDefinition definition, BaseImage? baseImage = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var image = definition.Image;
        try
        {
            if (Read(definition) is { } dockerfile)
                return DockerfileValidator.Validate(dockerfile, image, ContextOf(definition), baseImage);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(unreadable);
        }
        var rule = DockerfileRules.All[0];
        return new DiagnosticReport(
            [rule.Finding(
                $"there is no Dockerfile {image.Dockerfile}",
                "Write it, or name another one in fence.yml under image.dockerfile.",
                new SourceSpan(image.Dockerfile))]);
    }

    /// <summary>The same, and visudo is asked about the sudoers where this machine has it.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="baseImage">What is known of the base beyond the definition; null when nothing is.</param>
    /// <param name="cancellationToken">Ends visudo, too.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>, <c>FD000</c>: a file cannot be read.</exception>
    public static async Task<DiagnosticReport> DockerfileAsync(
        FenceDefinition definition, BaseImage? baseImage = null, CancellationToken cancellationToken = default)
    {
        var report = Dockerfile(definition, baseImage);
        try
        {
            return Read(definition) is { } dockerfile
                ? DiagnosticReport.Of([.. report.Diagnostics, .. await VisudoSyntax.CheckAsync(dockerfile, ContextOf(definition), cancellationToken)])
                : report;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(unreadable);
        }
    }

    /// <summary>
    /// The image that the Dockerfile starts from; null where it says none, or there is no Dockerfile that can be read.
    /// </summary>
    /// <param name="definition">The definition.</param>
    public static StartingPoint? StartingPoint(FenceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        try
        {
            return Read(definition) is { } dockerfile ? Dockerfiles.StartingPoint.Of(dockerfile, definition.Image) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null; // Judging it says so.
        }
    }

    private static Dockerfile? Read(FenceDefinition definition)
    {
        var path = definition.FullPath(definition.Image.Dockerfile);
        return File.Exists(path) ? Dockerfiles.Dockerfile.Parse(File.ReadAllText(path), definition.Image.Dockerfile) : null;
    }

    private static ContextFolder ContextOf(FenceDefinition definition) => new(definition.FullPath(definition.Image.Context));

    private static FenceException Unreadable(Exception cause) =>
        new(
            ExitCode.BadInput,
            Diagnostic.Error("FD000", $"a file cannot be read: {cause.Message.TrimEnd('.')}", "Make it readable."),
            cause);
}
