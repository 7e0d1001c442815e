using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Only the last command of a pipe decides whether a <c>RUN</c> failed.</summary>
internal sealed class LostInPipe : IDockerfileRule
{
    public Rule Rule { get; } = new("FD012", Severity.Warning, "a failure that a pipe loses") { Aliases = ["DL4006"] };

    /// <summary>Those whose pipes are no pipes of a shell's.</summary>
    private static readonly string[] OtherShells = ["pwsh", "pwsh.exe", "powershell", "powershell.exe", "cmd", "cmd.exe"];

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        // Until a SHELL says another one it is sh, which may not know pipefail.
        var isSafeShell = false;
        foreach (var instruction in inspection.AllInstructions)
        {
            if (instruction.Keyword is "FROM" or "SHELL")
                isSafeShell = instruction.Keyword is "SHELL" && IsSafe(instruction.Words);
            if (isSafeShell
                || instruction.Commands.Any(
                    command => command.Name is "set" && command.Arguments.Any(word => word.Literal is "pipefail")))
                continue;
            if (instruction.Commands.FirstOrDefault(command => command.After is "|" or "|&") is { } lost)
            {
                yield return Rule.Finding(
                    $"when {(lost.Name.Length > 0 ? lost.Name : "the first command")} fails, the build goes on",
                    "Put 'SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]' above it, or write to a file first.",
                    instruction.SpanOf(lost));
            }
        }
    }

    private static bool IsSafe(ImmutableArray<string> shell) => shell is [var program, .. var options]
        && Path.GetFileName(program).ToLowerInvariant() is var name
        && (OtherShells.Contains(name, StringComparer.Ordinal)
            || (name is not ("sh" or "dash") && options.Contains("pipefail", StringComparer.Ordinal)));
}
