using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A hook that always succeeds lets a broken application start, and nobody hears of it.</summary>
internal sealed class HidesFailure : IHookRule
{
    private static readonly string[] Harmless =
        ["echo", "printf", "export", "set", "exit", "true", ":", "test", "[", "[[", "declare", "local", "readonly", "return", "unset", "umask", ""];

    public Rule Rule { get; } = new("FH027", Severity.Warning, "an end that hides failures");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        foreach (var hook in inspection.Hooks)
        {
            if (hook.Last() is not { } last)
                continue;
            var isTrue = last is { Words: [{ Literal: "true" or ":" or "/bin/true" }], Before: "||" };
            var isExit = last.Name is "exit" && last.Arguments is [{ Literal: "0" }] && last.Before is not "||" && !hook.StopsAtFailure && Fails(hook);
            if (isTrue || isExit || IsExitBehindFailure(last))
                yield return Rule.Finding(
                    $"{hook.Script.Name} ends with success whatever happened before",
                    isExit ? "Take the line out, or begin with 'set -e'." : "Take it out, or say on standard error what failed.",
                    hook.Source.Span(last.Start, last.End));
        }
    }

    private static bool IsExitBehindFailure(ShellCommand last) =>
        last is { Name: "exit", Before: "||", Arguments: [{ Literal: "0" }] };

    /// <summary>Whether there is a command whose failure would be worth knowing.</summary>
    private static bool Fails(InspectedHook hook) =>
        hook.Variables.Commands.Any(command => !Harmless.Contains(command.Name, StringComparer.Ordinal));
}
