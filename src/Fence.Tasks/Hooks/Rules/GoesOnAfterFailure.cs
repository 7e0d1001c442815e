using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>
/// Without <c>set -e</c> bash goes on. Found is only what certainly matters: commands behind a <c>cd</c>, and those that use a
/// file which a command before them was to make.
/// </summary>
internal sealed class GoesOnAfterFailure : IHookRule
{
    private static readonly string[] Makers = ["curl", "wget", "cp", "mv", "mkdir", "mktemp", "tar", "unzip", "git"];

    public Rule Rule { get; } = new("FH028", Severity.Warning, "a failure that later commands do not notice") { Aliases = ["SC2164"] };

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        foreach (var hook in inspection.Hooks.Where(hook => !hook.StopsAtFailure))
        {
            var commands = hook.Variables.Commands;
            foreach (var (index, command) in commands.Index())
            {
                if (command.After is "||" or "&&" or "|" || command.Before is "||" or "&&" || hook.IsCondition(command))
                    continue;
                if (Depends(command, commands.AsSpan()[(index + 1)..]) is not { } how)
                    continue;
                yield return Rule.Finding(
                    $"when {command.Name} fails, the hook goes on {how}",
                    "Begin the hook with 'set -e', or write what is to happen behind '||'.",
                    hook.Source.Span(command.Start, command.End));
                // One is enough to say what the hook lacks.
                break;
            }
        }
    }

    private static string? Depends(ShellCommand command, ReadOnlySpan<ShellCommand> later)
    {
        if (command.Name is "cd" && command.Arguments is [.., { } target] && target.Literal is not ("/" or "-") && later.Length > 0)
            return "in another folder";
        if (!Makers.Contains(command.Name, StringComparer.Ordinal) || Made(command) is not { Length: > 1 } made)
            return null;
        foreach (var next in later)
        {
            if (next.Words.Concat(next.Redirections.Where(r => r.Operator is "<").Select(r => r.Target)).Any(word => Names(word.Literal, made)))
                return $"with {made}";
        }
        return null;
    }

    private static bool Names(string? word, string made) =>
        word is not null && (string.Equals(word, made, StringComparison.Ordinal) || word.StartsWith($"{made}/", StringComparison.Ordinal));

    /// <summary>The file or folder that a command makes, where that can be seen.</summary>
    private static string? Made(ShellCommand command)
    {
        var words = command.Arguments.Select(word => word.Literal).ToList();
        var option = command.Name switch { "curl" => "-o", "wget" => "-O", "tar" => "-C", "unzip" => "-d", _ => null };
        if (option is not null)
        {
            var at = words.FindIndex(word => string.Equals(word, option, StringComparison.Ordinal) || (command.Name is "curl" && word is ['-', not '-', .., 'o']));
            return at >= 0 && at + 1 < words.Count ? words[at + 1] : null;
        }
        return command.Name switch
        {
            "git" when words is not ["clone", ..] => null,
            "mktemp" => null,
            _ => words.LastOrDefault() is { } last && !last.StartsWith('-') ? last.TrimEnd('/') : null,
        };
    }
}
