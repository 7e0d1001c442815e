using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>
/// Sudo reads it as an alias; one that is not defined grants nothing, and no message says so (DOMAIN section 5).
/// </summary>
internal sealed class SudoersAlias : IDockerfileRule
{
    public Rule Rule { get; } = new("FD008", Severity.Error, "an upper-case name in sudoers");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        var defined = inspection.Sudoers.SelectMany(text => SudoersSyntax.DefinedAliases(text.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var text in inspection.Sudoers)
        {
            foreach (var line in SudoersSyntax.Lines(text.Text))
            {
                foreach (var (alias, isUser) in Aliases(line.Text).Where(alias => !defined.Contains(alias.Name)))
                    yield return Rule.Finding(
                        $"sudo reads {alias} as an alias, and there is none: the line grants nothing",
                        isUser ? $"Write the user's name as it is, '{alias.ToLowerInvariant()}'." : $"Define it: 'Cmnd_Alias {alias} = …'.",
                        text.SpanOfLine(line.Number));
            }
        }
    }

    private static IEnumerable<(string Name, bool IsUser)> Aliases(string line)
    {
        var grants = Sudoers.Parse(line).Grants;
        return
        [
            .. AliasesAmong(grants.Select(grant => grant.User)).Select(user => (user, true)),
            .. AliasesAmong(grants.Select(grant => grant.Command.TrimStart('!'))).Select(command => (command, false)),
        ];
    }

    private static IEnumerable<string> AliasesAmong(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Where(SudoersSyntax.IsAlias);
}
