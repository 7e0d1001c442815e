using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>AUFS stops at 127, the base's among them (DOMAIN section 2).</summary>
internal sealed class TooManyLayers : IDockerfileRule
{
    public Rule Rule { get; } = new("FD038", Severity.Error, "too many layers");

    private const int Most = 127;

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var own = inspection.ImageInstructions.Where(instruction => instruction.Keyword is "ADD" or "COPY" or "RUN" or "WORKDIR").ToList();
        var below = inspection.Base.Layers ?? 1;
        if (below + own.Count <= Most)
            yield break;
        var first = own.Count == 0 ? inspection.Lowest?.From : own[Math.Clamp(Most - below, 0, own.Count - 1)];
        if (first is not null)
            yield return Rule.Finding(
                $"the image has {below + own.Count} layers, and {Most} are the end",
                "Put RUNs together with '&&', or start from kato-patched rather than from an image of your own.",
                first.Span);
    }
}
