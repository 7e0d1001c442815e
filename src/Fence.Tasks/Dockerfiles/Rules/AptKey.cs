using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>A key that <c>apt-key</c> adds vouches for every source, and newer systems lack the command.</summary>
internal sealed class AptKey : IDockerfileRule
{
    public Rule Rule { get; } = new("FD009", Severity.Warning, "apt-key");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        where found.Command.Name is "apt-key"
        select Rule.Finding(
            "apt-key trusts the key for every source",
            "Put the key into /usr/share/keyrings, and name it in the source: 'deb [signed-by=…] https://…'.",
            found.Run.SpanOf(found.Command));
}
