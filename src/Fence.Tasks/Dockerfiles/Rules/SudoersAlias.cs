using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>
/// Sudo reads it as an alias; one that is not defined grants nothing, and no message says so (DOMAIN section 5).
/// </summary>
internal sealed class SudoersAlias : IDockerfileRule
{
    public Rule Rule { get; } = new("FD008", Severity.Error, "an upper-case name in sudoers");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from text in ImageSudoers.Texts(inspection.Dockerfile, inspection.Context)
        from alias in Sudoers.Parse(text.Text).UndefinedAliases
        select Rule.Finding(
            $"sudo reads {alias} as an alias, and there is none: the line grants nothing",
            $"Write the user's name as it is, '{alias.ToLowerInvariant()}'.",
            text.Span);
}
