using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>The folder is there, and fence would run nothing of it.</summary>
internal sealed class NoHooks : IHookRule
{
    public Rule Rule { get; } = new("FH002", Severity.Warning, "the hook folder has no hook");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => !inspection.Folder.Exists || inspection.Hooks.Length > 0
        ? []
        : [Rule.Finding(
            $"{inspection.Folder.Path} has none of the hooks",
            $"A hook is called {string.Join(", ", HookName.All)}.",
            new SourceSpan(inspection.Folder.Path))];
}
