using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>One line it cannot read, and sudo refuses the whole file, or works for nobody.</summary>
internal sealed class SudoersUnreadable : IDockerfileRule
{
    public Rule Rule { get; } = new("FD032", Severity.Error, "sudoers that sudo cannot read");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from text in inspection.Sudoers
        from fault in SudoersSyntax.Faults(text.Text)
        select Rule.Finding(
            $"sudo cannot read this: {fault.Reason}",
            "Mend the line, and check it with 'visudo -cf' in the build.",
            text.SpanOfLine(fault.Line));
}
