using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>The kernel reads <c>#!</c> at the first byte only.</summary>
internal sealed class NoShebang : IHookRule
{
    public Rule Rule { get; } = new("FH005", Severity.Error, "no interpreter at the first byte");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Hooks
        .Select(hook => (Hook: hook, Fault: FaultOf(hook)))
        .Where(found => found.Fault is not null)
        .Select(found => Rule.Finding(
            $"{found.Hook.Script.Name} {found.Fault}",
            "Begin the file with '#!/bin/bash', with nothing before it.",
            new SourceSpan(found.Hook.Script.Path, 1, 1)));

    private static string? FaultOf(InspectedHook hook)
    {
        if (hook.Script.Bytes.AsSpan().StartsWith("\uFEFF"u8))
            return "begins with a byte order mark";
        if (hook.Shebang is not null)
            return null;
        return hook.Source.Text.TrimStart().StartsWith("#!", StringComparison.Ordinal)
            ? "has something before '#!'"
            : "does not say which program runs it";
    }
}
