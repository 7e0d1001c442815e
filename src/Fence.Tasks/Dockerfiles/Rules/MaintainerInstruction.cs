using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>It is deprecated; fence.yml has a place for it that becomes a label.</summary>
internal sealed class MaintainerInstruction : IDockerfileRule
{
    public Rule Rule { get; } = new("FD026", Severity.Warning, "MAINTAINER") { Aliases = ["DL4000"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        where instruction.Keyword is "MAINTAINER"
        select Rule.Finding(
            "MAINTAINER is deprecated",
            "Write image.maintainer in fence.yml; it becomes a label.",
            instruction.Span);
}
