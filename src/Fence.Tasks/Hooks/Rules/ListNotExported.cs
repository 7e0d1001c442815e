using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A <c>HELION_HOOK_ENV</c> that stays in the hook is seen by nobody.</summary>
internal sealed class ListNotExported : IHookRule
{
    public Rule Rule { get; } = new("FH015", Severity.Error, "the list is not exported");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        var variable = inspection.Surroundings.Brand.HookEnvironmentVariable;
        foreach (var hook in inspection.Hooks)
        {
            var isExported = hook.Variables.Exports.Any(export => string.Equals(export.Name, variable, StringComparison.Ordinal));
            if (!isExported && hook.EnvironmentList.Assignments.FirstOrDefault() is { } assignment)
                yield return Rule.Finding(
                    $"{variable} is set and not exported",
                    $"Write 'export {variable}=…'.",
                    hook.Source.Span(assignment.Start, assignment.Value.End));
        }
    }
}
