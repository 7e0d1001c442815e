using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Every application can become root in its container, and where containers are privileged on the DEA.</summary>
internal sealed partial class SudoForEverything : IDockerfileRule
{
    public Rule Rule { get; } = new("FD034", Severity.Warning, "sudo for everything without a password");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
    [
        .. from text in inspection.Sudoers
           from line in SudoersSyntax.Lines(text.Text)
           where !line.Text.StartsWith("root", StringComparison.Ordinal) && Everything().IsMatch(line.Text)
           select Finding(text.SpanOfLine(line.Number)),
        .. from found in inspection.Commands
           where found.Command.Name is "sed" && found.Command.Arguments.Any(word => ImageSudoers.IsSudoers(word.Literal))
           where found.Command.Arguments.Any(word => Replacement().IsMatch(word.Literal ?? word.LiteralPrefix))
           select Finding(found.Span),
    ];

    private Diagnostic Finding(SourceSpan span) =>
        Rule.Finding("this lets applications run everything as root", "Name the commands that the hooks need.", span);

    [GeneratedRegex(@"\bNOPASSWD\s*:\s*(?:[A-Z_]+\s*:\s*)*(?:[^,]*,\s*)*ALL\s*(?:,|\z)", RegexOptions.NonBacktracking)]
    private static partial Regex Everything();

    [GeneratedRegex(@"\bNOPASSWD\s*:\s*ALL\b", RegexOptions.NonBacktracking)]
    private static partial Regex Replacement();
}
