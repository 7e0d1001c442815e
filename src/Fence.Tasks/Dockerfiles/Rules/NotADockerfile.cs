using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>What Docker's parser refuses before it runs anything.</summary>
internal sealed class NotADockerfile : IDockerfileRule
{
    private static readonly string[] Known =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
        "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ];

    public Rule Rule { get; } = new("FD001", Severity.Error, "Docker cannot read the Dockerfile");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var dockerfile = inspection.Dockerfile;
        if (dockerfile.Stages.IsEmpty)
            yield return Rule.Finding(
                "the Dockerfile has no FROM",
                $"Begin it with 'FROM {inspection.Image.Base}'.",
                new SourceSpan(dockerfile.File, 1, 1));
        var isBuilding = false;
        foreach (var instruction in dockerfile.Instructions)
        {
            isBuilding |= instruction.Keyword is "FROM";
            if (Fault(instruction, isBuilding) is { } fault)
                yield return Rule.Finding(fault, "Mend the line: Docker stops here.", instruction.Span);
        }
    }

    private static string? Fault(Instruction instruction, bool isBuilding)
    {
        if (!Known.Contains(instruction.Keyword, StringComparer.Ordinal))
        {
            var near = NearestName.Of(instruction.Keyword, Known);
            return $"there is no instruction '{instruction.Keyword}'{(near is null ? "" : $"; did you mean {near}?")}";
        }
        if (!isBuilding && instruction.Keyword is not "ARG")
            return $"{instruction.Keyword} stands before the first FROM";
        return instruction.Arguments.Length == 0 ? $"{instruction.Keyword} says nothing" : null;
    }
}
