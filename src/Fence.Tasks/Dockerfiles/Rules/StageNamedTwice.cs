using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Which of them FROM and COPY --from mean depends on where they stand.</summary>
internal sealed class StageNamedTwice : IDockerfileRule
{
    public Rule Rule { get; } = new("FD029", Severity.Error, "two stages of one name") { Aliases = ["DL3024"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in inspection.Dockerfile.Stages)
        {
            if (stage.Name is { } name && !seen.Add(name))
                yield return Rule.Finding(
                    $"an earlier stage is called {name}, too",
                    "Give each stage a name of its own.",
                    stage.From.Span);
        }
    }
}
