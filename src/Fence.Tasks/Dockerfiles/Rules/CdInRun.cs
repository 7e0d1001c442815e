using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>A folder changed to in one RUN is forgotten in the next; without a shell there is no cd at all.</summary>
internal sealed class CdInRun : IDockerfileRule
{
    public Rule Rule { get; } = new("FD020", Severity.Warning, "cd in a RUN") { Aliases = ["DL3003"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        where found.Command.Name is "cd" && found.Run.Json.IsDefault
        select Rule.Finding(
            "the next instruction starts where this one did, whatever cd says",
            "Put 'WORKDIR' above it.",
            found.Span);
}
