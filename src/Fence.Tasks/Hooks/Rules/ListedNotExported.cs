using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A name in <c>HELION_HOOK_ENV</c> that the hook does not export is nothing anybody gets.</summary>
internal sealed class ListedNotExported : IHookRule
{
    public Rule Rule { get; } = new("FH013", Severity.Warning, "listed and not exported");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        var variable = inspection.Surroundings.Brand.HookEnvironmentVariable;
        foreach (var hook in inspection.Hooks)
        {
            var known = hook.Variables.Exports.Select(export => export.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var listed in hook.EnvironmentList.Names.Where(
                listed => ShellName.IsValid(listed.Name) && known.Add(listed.Name)))
            {
                yield return Rule.Finding(
                    $"{variable} lists {listed.Name}, and the hook does not export it",
                    $"Add 'export {listed.Name}', or take the name out.",
                    hook.Source.Span(listed.Start, listed.End));
            }
        }
    }
}
