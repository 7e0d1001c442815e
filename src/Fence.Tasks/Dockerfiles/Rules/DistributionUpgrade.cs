using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>The base is what kato patch updates; a dist-upgrade may replace what the release was tested with.</summary>
internal sealed class DistributionUpgrade : IDockerfileRule
{
    public Rule Rule { get; } = new("FD017", Severity.Warning, "a dist-upgrade in the image") { Aliases = ["DL3005"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        let apt = AptCommand.Of(found.Command)
        where apt is { Verb: "dist-upgrade" or "full-upgrade" }
        select Rule.Finding(
            $"{apt.Verb} may remove packages of the release, and puts every update into this image's own layers",
            "Run 'kato patch' for a newer kato-patched, or 'unattended-upgrades -d' for the security updates alone.",
            found.Span);
}
