using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>The <c>sh</c> of many images is dash, which knows less than bash and fails late.</summary>
internal sealed class ShellInsteadOfBash : IHookRule
{
    public Rule Rule { get; } = new("FH007", Severity.Warning, "sh where bash is promised");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Hooks
        .Where(hook => hook.Shebang is { Program: "sh" })
        .Select(hook => Rule.Finding(
            $"{hook.Script.Name} is run by sh, and hooks are bash scripts",
            "Begin the file with '#!/bin/bash'.",
            hook.Source.Span(0, hook.Shebang!.Line.Length)));
}
