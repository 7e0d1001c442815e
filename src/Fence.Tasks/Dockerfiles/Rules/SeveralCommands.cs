using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Only the last one counts.</summary>
internal sealed class SeveralCommands : IDockerfileRule
{
    public Rule Rule { get; } = new(
        "FD025", Severity.Warning, "more than one CMD, ENTRYPOINT or HEALTHCHECK")
    { Aliases = ["DL3012", "DL4003", "DL4004"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        foreach (var stage in inspection.Dockerfile.Stages)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var instruction in stage.Instructions)
            {
                if (instruction.Keyword is "CMD" or "ENTRYPOINT" or "HEALTHCHECK" && !seen.Add(instruction.Keyword))
                    yield return Rule.Finding(
                        $"this {instruction.Keyword} takes the place of an earlier one", "Keep the one that is meant.", instruction.Span);
            }
        }
    }
}
