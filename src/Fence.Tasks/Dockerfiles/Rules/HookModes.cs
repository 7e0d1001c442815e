using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Fence runs a hook only where it has the executable bit; COPY takes the mode that the context has.</summary>
internal sealed class HookModes : IDockerfileRule
{
    public Rule Rule { get; } = new("FD013", Severity.Error, "hooks that are not executable in the image");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var all = inspection.ImageInstructions;
        for (var i = 0; i < all.Length; i++)
        {
            if (CopyInstruction.Of(all[i]) is not { } copy || MissingMode(all[i], copy, inspection) is not { } hook)
                continue;
            if (!IsMadeExecutable(inspection, hook, i))
                yield return Rule.Finding(
                    $"{hook} is not executable in the image, and fence does not run it",
                    $"Put 'RUN chmod 0755 {inspection.Image.HookFolder}/*' below, or set the bit in the checkout ('git update-index --chmod=+x').",
                    all[i].Span);
        }
        var any = $"{inspection.Image.HookFolder}/{HookName.PreRunning}";
        foreach (var (index, command) in inspection.ModeCommands)
        {
            if (FileMode.Sets(command, any, FileMode.TakesExecution) && !IsMadeExecutable(inspection, any, index - 1, command))
                yield return Rule.Finding(
                    "this takes the executable bit off the hooks", "Make them 0755.", all[index].SpanOf(command));
        }
    }

    /// <summary>Whether a later instruction, or a later command of the same one, sets the bit.</summary>
    private static bool IsMadeExecutable(DockerfileInspection inspection, string hook, int instruction, ShellCommand? behind = null) =>
        inspection.ModeCommands
            .SkipWhile(mode => behind is null ? mode.Index <= instruction : !ReferenceEquals(mode.Command, behind))
            .Any(mode => FileMode.Sets(mode.Command, hook, FileMode.IsExecutable));

    /// <summary>The first hook, as a path in the image, that a copy leaves without the bit; null when there is none.</summary>
    private static string? MissingMode(Instruction instruction, CopyInstruction copy, DockerfileInspection inspection)
    {
        var isSet = instruction.HasFlag("chmod");
        if (isSet && FileMode.IsExecutable(instruction.Flag("chmod")!))
            return null;
        var hooks =
            from source in copy.Sources
            from path in inspection.Context?.Find(source) ?? []
            let inImage = copy.PathInImage(path, source)
            where HookName.All.Any(name => string.Equals(inImage, $"{inspection.Image.HookFolder}/{name}", StringComparison.Ordinal))
                && (isSet || inspection.Context!.IsExecutable(path) == false)
            select inImage;
        return hooks.Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
