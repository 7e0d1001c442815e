using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Admin hooks are bash scripts (DOMAIN section 5).</summary>
internal sealed class NotBash : IHookRule
{
    public Rule Rule { get; } = new("FH006", Severity.Error, "the interpreter is not bash");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Hooks
        .Where(hook => hook.Shebang is { Program: not ("bash" or "sh") })
        .Select(hook => Rule.Finding(
            $"{hook.Script.Name} is run by '{hook.Shebang!.Program}', and hooks are bash scripts",
            "Begin the file with '#!/bin/bash'; call another program from there.",
            hook.Source.Span(0, hook.Shebang.Line.Length)));
}
