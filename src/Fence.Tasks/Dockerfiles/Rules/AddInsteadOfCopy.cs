using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>ADD unpacks archives and fetches addresses; COPY does what stands there.</summary>
internal sealed class AddInsteadOfCopy : IDockerfileRule
{
    public Rule Rule { get; } = new("FD023", Severity.Warning, "ADD where COPY is meant") { Aliases = ["DL3020"] };

    private static readonly string[] Archives = [".tar", ".gz", ".tgz", ".bz2", ".tbz", ".tbz2", ".xz", ".txz", ".lzma", ".tlz", ".zst", ".tzst", ".lz", ".Z"];

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        where instruction.Keyword is "ADD"
        let copy = CopyInstruction.Of(instruction)
        where copy is not null
        let plain = copy.Sources.FirstOrDefault(source => IsPlain(source, inspection))
        where plain is not null
        select Rule.Finding($"{plain} is only copied", "Write COPY.", instruction.Span);

    /// <summary>The documentation adds the hooks with ADD, and for a folder that is the same (DOMAIN section 5).</summary>
    private static bool IsPlain(string source, DockerfileInspection inspection) =>
        !source.Contains('$', StringComparison.Ordinal)
        && !Array.Exists(Archives, ending => source.TrimEnd('"', '\'').EndsWith(ending, StringComparison.Ordinal))
        && !string.Equals(source.Trim('.', '/'), inspection.HooksInContext, StringComparison.Ordinal);
}
