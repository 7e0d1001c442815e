using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>What Docker's parser refuses before it runs anything.</summary>
internal sealed class NotADockerfile : IDockerfileRule
{
    public Rule Rule { get; } = new(
        "FD001", Severity.Error, "Docker cannot read the Dockerfile")
    { Aliases = ["DL3043", "DL3061"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var dockerfile = inspection.Dockerfile;
        if (dockerfile.DirectiveFault is { } directive)
            yield return Rule.Finding(directive, "Mend the comment: Docker stops here.", new SourceSpan(dockerfile.File, 1, 1));
        if (dockerfile.Stages.IsEmpty)
            yield return Rule.Finding(
                "the Dockerfile has no FROM",
                $"Begin it with 'FROM {inspection.Image.Base}'.",
                new SourceSpan(dockerfile.File, 1, 1));
        var isBuilding = false;
        foreach (var instruction in dockerfile.Instructions)
        {
            isBuilding |= instruction.Keyword is "FROM";
            var fault = InstructionSyntax.Fault(instruction)
                ?? (isBuilding || instruction.Keyword is "ARG" ? null : $"{instruction.Keyword} stands before the first FROM");
            if (fault is not null)
                yield return Rule.Finding(fault, "Mend the line: Docker stops here.", instruction.Span);
        }
    }
}
