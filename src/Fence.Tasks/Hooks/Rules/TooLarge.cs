using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A hook that large carries data; it is read again in every container, at every start.</summary>
internal sealed class TooLarge : IHookRule
{
    /// <summary>In bytes.</summary>
    public const int Largest = 64 * 1024;

    public Rule Rule { get; } = new("FH024", Severity.Warning, "a very large hook");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Hooks
        .Where(hook => hook.Script.Bytes.Length > Largest)
        .Select(hook => Rule.Finding(
            $"{hook.Script.Name} has {hook.Script.Bytes.Length / 1024} KiB, and a hook is seldom more than {Largest / 1024}",
            "Let the Dockerfile copy what it carries, and keep the commands.",
            hook.Whole));
}
