using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Without quotes YAML reads the <c>-</c> that lets a command fail as the beginning of a list, or as a part of a plain text.</summary>
internal sealed class ManifestPrefix : IHookRule
{
    public Rule Rule { get; } = new("FH030", Severity.Error, "a prefix '-' outside of quotes");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from command in inspection.Surroundings.Manifest?.Commands ?? []
        where command.IsPlain && command.Text.StartsWith('-')
        select Rule.Finding(
            $"the user hook {command.Hook} has its prefix '-' outside of quotes",
            "Put double quotes around the whole command, with the '-' inside.",
            command.Span);
}
