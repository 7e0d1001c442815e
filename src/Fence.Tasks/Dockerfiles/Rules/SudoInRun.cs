using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>A build runs as root already; sudo asks for a terminal or a password where it is not.</summary>
internal sealed class SudoInRun : IDockerfileRule
{
    public Rule Rule { get; } = new("FD022", Severity.Warning, "sudo in a RUN") { Aliases = ["DL3004"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        where found.Command.Name is "sudo"
        select Rule.Finding(
            "a build runs as root already",
            "Leave sudo out; where another user is set, put 'USER root' above.",
            found.Span);
}
