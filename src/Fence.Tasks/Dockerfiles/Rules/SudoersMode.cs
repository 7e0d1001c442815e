using Fence.Tasks.Scripts;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Sudo complains of a file that others may read or write, and older ones ignore it.</summary>
internal sealed class SudoersMode : IDockerfileRule
{
    public Rule Rule { get; } = new("FD033", Severity.Warning, "sudoers of another mode than 0440");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var all = inspection.ImageInstructions;
        for (var i = 0; i < all.Length; i++)
        {
            foreach (var (path, span, after) in Added(all[i], inspection.Context))
            {
                var isSet = all[i].Flag("chmod") is { } given
                    ? FileMode.IsForSudoers(given)
                    : after.Concat(inspection.ModeCommands.SkipWhile(mode => mode.Index <= i).Select(mode => mode.Command)).Any(
                        command => FileMode.Sets(command, path, FileMode.IsForSudoers));
                if (!isSet)
                    yield return Rule.Finding($"nothing gives {path} the mode 0440", $"Put 'RUN chmod 0440 {path}' below.", span);
            }
        }
    }

    private static IEnumerable<(string Path, SourceSpan Span, IEnumerable<ShellCommand> After)> Added(Instruction instruction, IContextFiles? context)
    {
        if (instruction.Keyword is "RUN")
        {
            foreach (var (command, index) in instruction.Commands.Select((command, index) => (command, index)))
            {
                if (ImageSudoers.Target(command) is { } path && ImageSudoers.IsInFolder(path))
                    yield return (path, instruction.SpanOf(command), instruction.Commands.Skip(index + 1));
            }
            yield break;
        }
        foreach (var path in ImageSudoers.CopiedTo(instruction, context).Distinct(StringComparer.Ordinal))
            yield return (path, instruction.Span, []);
    }
}
