using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>It does nothing for this image, and surprises whoever builds on it.</summary>
internal sealed class TriggerLeft : IDockerfileRule
{
    public Rule Rule { get; } = new("FD040", Severity.Warning, "an ONBUILD trigger");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.ImageInstructions
        where instruction.Keyword is "ONBUILD"
        select Rule.Finding(
            "an ONBUILD does nothing for the applications, and runs in every build that starts from this image",
            "Do it here, without ONBUILD, or leave it out.",
            instruction.Span);
}
