using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>The output and options of apt are for people, and change between versions.</summary>
internal sealed class AptForPeople : IDockerfileRule
{
    public Rule Rule { get; } = new("FD016", Severity.Warning, "apt instead of apt-get") { Aliases = ["DL3027"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        where found.Command.Name is "apt"
        select Rule.Finding("apt is made for people at a terminal", "Write apt-get, or apt-cache.", found.Span);
}
