using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Fence looks for hooks in the hook folder of the image only (DOMAIN section 5).</summary>
internal sealed class HooksNotAdded : IDockerfileRule
{
    public Rule Rule { get; } = new("FD004", Severity.Error, "the hooks are not put into the hook folder");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var image = inspection.Image;
        var last = inspection.Dockerfile.Stages.LastOrDefault();
        if (last is null
            || inspection.ImageInstructions.Select(CopyInstruction.Of).OfType<CopyInstruction>().Any(copy => Adds(copy, inspection)))
            yield break;
        yield return Rule.Finding(
            $"nothing puts {image.Hooks} into {image.HookFolder}",
            $"Add 'COPY {image.Hooks} {image.HookFolder}'.",
            last.From.Span);
    }

    private static bool Adds(CopyInstruction copy, DockerfileInspection inspection)
    {
        var (hooks, image) = (inspection.HooksInContext, inspection.Image);
        var target = copy.Target.TrimEnd('/');
        if (target.Contains('$', StringComparison.Ordinal))
            return true;
        var isInFolder = string.Equals(target, image.HookFolder, StringComparison.Ordinal)
            || target.StartsWith($"{image.HookFolder}/", StringComparison.Ordinal);
        return isInFolder && copy.Sources.Select(Trimmed).Any(source =>
            string.Equals(source, hooks, StringComparison.Ordinal) || source.StartsWith($"{hooks}/", StringComparison.Ordinal));
    }

    private static string Trimmed(string source) =>
        (source.StartsWith("./", StringComparison.Ordinal) ? source[2..] : source).Trim('/');
}
