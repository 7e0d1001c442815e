using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary><c>HELION_HOOK_ENV</c> is a list of variable names with commas between them, and nothing else.</summary>
internal sealed class WrongNameInList : IHookRule
{
    public Rule Rule { get; } = new("FH014", Severity.Error, "a wrong name in the list");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        var variable = inspection.Surroundings.Brand.HookEnvironmentVariable;
        foreach (var hook in inspection.Hooks)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var listed in hook.EnvironmentList.Names)
            {
                var fault = !ShellName.IsValid(listed.Name)
                    ? "which is not the name of a variable"
                    : seen.Add(listed.Name)
                    ? null
                    : "twice";
                if (fault is not null)
                    yield return Rule.Finding(
                        $"{variable} lists '{listed.Name}' {fault}",
                        "List each name once, with commas between the names and no blanks.",
                        hook.Source.Span(listed.Start, listed.End));
            }
        }
    }
}
