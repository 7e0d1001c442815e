using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>User hooks are no shell lines: the documentation forbids these characters (DOMAIN section 5).</summary>
internal sealed class ManifestMetacharacter : IHookRule
{
    private static readonly string[] Forbidden = ["&&", "#", "<", ">", "|"];

    public Rule Rule { get; } = new("FH029", Severity.Error, "a character that user hooks must not hold");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from command in inspection.Surroundings.Manifest?.Commands ?? []
        let found = Forbidden.Where(sign => command.Text.Contains(sign, StringComparison.Ordinal)).ToList()
        where found.Count > 0
        select Rule.Finding(
            $"the user hook {command.Hook} holds {string.Join(" and ", found.Select(sign => $"'{sign}'"))}, which is no shell's there",
            "Put the line into a script of the application, and call that.",
            command.Span);
}
