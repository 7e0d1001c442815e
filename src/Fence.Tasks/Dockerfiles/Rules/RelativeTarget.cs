using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Where it ends depends on the base, which changes.</summary>
internal sealed class RelativeTarget : IDockerfileRule
{
    public Rule Rule { get; } = new("FD042", Severity.Warning, "a relative target without a WORKDIR") { Aliases = ["DL3045"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var withWorkdir = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in inspection.Dockerfile.Stages)
        {
            var isKnown = withWorkdir.Contains(stage.Base);
            foreach (var instruction in stage.Instructions.Select(instruction => instruction.Body ?? instruction))
            {
                isKnown |= instruction.Keyword is "WORKDIR";
                if (isKnown || instruction.Keyword is not ("COPY" or "ADD") || instruction.Words.Length < 2)
                    continue;
                var target = DockerfileWords.Unquote(instruction.Expand(instruction.Words[^1]), instruction.Escape);
                if (!target.StartsWith('/') && !target.StartsWith('$') && !(target.Length > 1 && target[1] == ':'))
                    yield return Rule.Finding(
                        $"where {target} is depends on the base",
                        "Write the whole path, or put 'WORKDIR' above.",
                        instruction.Span);
            }
            if (isKnown && stage.Name is not null)
                withWorkdir.Add(stage.Name);
        }
    }
}
