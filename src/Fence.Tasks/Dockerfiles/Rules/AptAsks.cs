using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Nobody can answer during a build: apt gives up.</summary>
internal sealed class AptAsks : IDockerfileRule
{
    private static readonly string[] Asking =
        ["install", "upgrade", "dist-upgrade", "full-upgrade", "remove", "purge", "autoremove"];

    public Rule Rule { get; } = new("FD005", Severity.Error, "apt that asks") { Aliases = ["DL3014"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from found in inspection.Commands
        let apt = AptCommand.Of(found.Command)
        where apt is { AnswersYes: false } && Asking.Contains(apt.Verb, StringComparer.Ordinal)
        select Rule.Finding(
            $"{found.Command.Name} {apt.Verb} asks, and nobody answers during a build",
            $"Write '{found.Command.Name} {apt.Verb} -y'.",
            found.Run.SpanOf(found.Command));
}
