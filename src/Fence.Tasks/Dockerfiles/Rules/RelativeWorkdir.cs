using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Where it leads depends on the base, which changes.</summary>
internal sealed partial class RelativeWorkdir : IDockerfileRule
{
    public Rule Rule { get; } = new("FD021", Severity.Warning, "a relative WORKDIR") { Aliases = ["DL3000"] };

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from instruction in inspection.AllInstructions
        where instruction.Keyword is "WORKDIR" && instruction.Arguments.Length > 0
        let path = DockerfileWords.Unquote(instruction.Expand(instruction.Arguments), instruction.Escape)
        where !Known().IsMatch(path)
        select Rule.Finding($"where {path} is depends on the base", $"Write '/{path}', or what is meant.", instruction.Span);

    /// <summary>An absolute path, Windows' included, or one that is known only when it is built.</summary>
    [GeneratedRegex(@"\A(?:/|\$|[A-Za-z]:)", RegexOptions.NonBacktracking)]
    private static partial Regex Known();
}
