using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Docker stops there: only a folder can take more than one file.</summary>
internal sealed class SeveralToAFile : IDockerfileRule
{
    public Rule Rule { get; } = new("FD041", Severity.Error, "several sources and no folder") { Aliases = ["DL3021"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        where instruction.Keyword is "COPY" or "ADD" && instruction.Words.Length > 2
        let target = DockerfileWords.Unquote(instruction.Expand(instruction.Words[^1]), instruction.Escape)
        where !target.EndsWith('/') && target is not "." && !target.Contains('$', StringComparison.Ordinal)
        select Rule.Finding($"{target} is not said to be a folder", $"Write '{target}/'.", instruction.Span);
}
