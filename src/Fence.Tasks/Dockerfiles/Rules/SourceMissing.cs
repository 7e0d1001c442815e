using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Docker stops at a file it was not sent.</summary>
internal sealed class SourceMissing : IDockerfileRule
{
    public Rule Rule { get; } = new("FD011", Severity.Error, "a source that the context lacks");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        inspection.Context is not { } context
            ? []
            : from instruction in inspection.Dockerfile.Instructions
              let copy = CopyInstruction.Of(instruction)
              where copy is not null
              from source in copy.Sources
              where !source.Contains('$', StringComparison.Ordinal) && !context.Find(source).Any()
              select Rule.Finding(
                  $"{source} is not in the context",
                  $"Paths start from {Start(inspection.Image.Context)}; mend the path, or add the file.",
                  instruction.Span);

    private static string Start(string context) => context is "." ? "the folder of fence.yml" : context;
}
