using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>It is in the image's configuration for everybody who can pull it. Never repeats what it found.</summary>
internal sealed class SecretInVariable : IDockerfileRule
{
    public Rule Rule { get; } = new("FD035", Severity.Error, "a secret in ENV, ARG or LABEL");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        from given in instruction.NameValues
        where given.Value is not null
        let value = DockerfileWords.Unquote(given.Value!, instruction.Escape)
        where !value.Contains('$', StringComparison.Ordinal) && (Secrets.IsSecret(given.Name, value) || Secrets.Shapes(value).Any())
        select Rule.Finding(
            $"{given.Name} is given a value that looks like a secret",
            "Let applications have it at run time, and change the secret: it is in the history.",
            instruction.SpanOf(given.Start, given.End));
}
