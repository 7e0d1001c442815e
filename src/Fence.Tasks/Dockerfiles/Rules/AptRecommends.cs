using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>
/// Every application container carries what was installed; packages that are only recommended come along unasked.
/// </summary>
internal sealed class AptRecommends : IDockerfileRule
{
    public Rule Rule { get; } = new("FD014", Severity.Info, "apt-get install with what is recommended") { Aliases = ["DL3015"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        where AptCommand.Of(found.Command) is { Verb: "install", LeavesRecommended: false }
        select Rule.Finding(
            "packages that are only recommended are installed as well",
            $"Write '{found.Command.Name} install --no-install-recommends'.",
            found.Span);
}
