using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Docker stops at a file it was not sent.</summary>
internal sealed class SourceMissing : IDockerfileRule
{
    public Rule Rule { get; } = new("FD011", Severity.Error, "a source that the context lacks");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        if (inspection.Context is not { } context)
            yield break;
        foreach (var instruction in inspection.Dockerfile.Instructions)
        {
            foreach (var source in CopyInstruction.Of(instruction)?.Sources ?? [])
            {
                if (source.Contains('$', StringComparison.Ordinal) || context.Find(source).Any())
                    continue;
                yield return context.FindIgnored(source).Any()
                    ? Rule.Finding(
                        $"{source} is hidden by .dockerignore",
                        $"Let it in with a line '!{source.Trim('/')}' at the end of .dockerignore.",
                        instruction.Span)
                    : Rule.Finding(
                        $"{source} is not in the context",
                        $"Paths start from {Start(inspection.Image.Context)}; mend the path, or add the file.",
                        instruction.Span);
            }
        }
    }

    private static string Start(string context) => context is "." ? "the folder of fence.yml" : context;
}
