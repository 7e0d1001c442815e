using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A hook without the executable bit is not run.</summary>
internal sealed class NotExecutable : IHookRule
{
    public Rule Rule { get; } = new("FH004", Severity.Error, "the hook is not executable");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Hooks
        .Where(hook => hook.Script.IsExecutable == false)
        .Select(hook => Rule.Finding(
            $"{hook.Script.Name} has no executable bit",
            $"Run 'chmod +x {hook.Script.Path}'; for git on Windows 'git update-index --chmod=+x {hook.Script.Path}'.",
            hook.Whole));
}
