using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks;

/// <summary>What rules ask of a hook's commands beyond their words: what they are inside of, and what surrounds them.</summary>
internal static partial class ShellReading
{
    private static readonly string[] Prefixes = ["sudo", "env", "nice", "ionice", "nohup", "exec", "command", "time", "stdbuf", "chroot", "setsid"];
    private static readonly string[] Leavers = ["break", "exit", "return", "exec", "kill"];

    /// <summary>The words of the command itself, behind <c>sudo</c>, <c>env</c> and the like. What limits its time stays.</summary>
    public static ImmutableArray<ShellWord> WithoutPrefix(this ShellCommand command)
    {
        var words = command.Words;
        while (words.Length > 1 && Prefixes.Contains(words.Name(), StringComparer.Ordinal))
        {
            words = words[1..];
            while (words.Length > 1 && (words[0].LiteralPrefix.StartsWith('-') || words[0].Assignment() is not null))
                words = words[1..];
        }
        return words;
    }

    /// <summary>The name of the command that words are, without a folder.</summary>
    public static string Name(this ImmutableArray<ShellWord> words) =>
        words is [{ Literal: { } path }, ..] ? path[(path.LastIndexOf('/') + 1)..] : "";

    /// <summary>Whether a command's failure is asked for: behind <c>if</c>, <c>while</c>, <c>!</c> and the like.</summary>
    public static bool IsCondition(this InspectedHook hook, ShellCommand command) =>
        Condition().IsMatch(hook.Source.Text.AsSpan(LineStart(hook.Source.Text, command.Start), command.Start - LineStart(hook.Source.Text, command.Start)));

    /// <summary>Whether a <c>read</c> is in a loop or group that gets its input from elsewhere, as far as the text shows.</summary>
    public static bool IsFed(this InspectedHook hook, ShellCommand command)
    {
        var text = hook.Source.Text;
        if (hook.IsCondition(command) && Closing(text, command.End) is { } done && FeedsIn().IsMatch(text.AsSpan(done, LineEnd(text, done) - done)))
            return true;
        // "while read" behind a pipe: the pipe ends in the line that begins the loop.
        var before = text.AsSpan(LineStart(text, command.Start), command.Start - LineStart(text, command.Start));
        return before.Contains('|') || PipeBefore().IsMatch(text.AsSpan(0, LineStart(text, command.Start)))
            || Group().IsMatch(text.AsSpan(command.End));
    }

    /// <summary>Whether the shell goes on at once: a <c>&amp;</c> is behind the command, the pipe that it is in, or the brackets around it.</summary>
    public static bool IsInBackground(this InspectedHook hook, ShellCommand command)
    {
        var last = command;
        while (last.After is "|" or "|&"
            && hook.Variables.Commands.Where(other => other.Start > last.End && other.Before is "|" or "|&").MinBy(other => other.Start) is { } next)
            last = next;
        return last.After is "&" || GroupInBackground().IsMatch(hook.Source.Text.AsSpan(last.End));
    }

    /// <summary>Whether a command is <c>true</c> or <c>:</c> behind <c>while</c>, and nothing in the loop leaves it.</summary>
    public static bool EndlessLoop(this InspectedHook hook, ShellCommand command)
    {
        var text = hook.Source.Text;
        if (command.Words is not [{ Literal: "true" or ":" or "/bin/true" }] || !While().IsMatch(text.AsSpan(LineStart(text, command.Start), command.Start - LineStart(text, command.Start))))
            return false;
        if (Closing(text, command.End) is not { } done)
            return false;
        var isInBackground = text.AsSpan(done).TrimStart(" \t").StartsWith("&") && !text.AsSpan(done).TrimStart(" \t").StartsWith("&&");
        return !isInBackground && !hook.Variables.Commands.Any(inner => inner.Start > command.End && inner.End <= done && Leavers.Contains(inner.Name, StringComparer.Ordinal));
    }

    /// <summary>Where the loop that begins before a place ends: behind its <c>done</c>. Null when it does not.</summary>
    private static int? Closing(string text, int from)
    {
        var depth = 0;
        foreach (var word in LoopWord().EnumerateMatches(text.AsSpan(from)))
        {
            var isDone = text.AsSpan(from + word.Index, word.Length).Contains("done", StringComparison.Ordinal);
            depth += isDone ? -1 : 1;
            if (isDone && depth <= 0)
                return from + word.Index + word.Length;
        }
        return null;
    }

    private static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    [GeneratedRegex(@"(?:^|[;&|({\s])(?:if|elif|while|until|!)\s+(?:[^;\n]*(?:&&|\|\|)\s*)?(?:[A-Za-z_]+=\S*\s+)*!?\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Condition();

    [GeneratedRegex(@"(?:^|[;&|({\s])while\s+$", RegexOptions.NonBacktracking)]
    private static partial Regex While();

    [GeneratedRegex(@"^\s*<", RegexOptions.NonBacktracking)]
    private static partial Regex FeedsIn();

    [GeneratedRegex(@"\|\s*\n\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex PipeBefore();

    [GeneratedRegex(@"^[^\n]*;\s*\}\s*<", RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex(@"^[^\n()&|]*\)\s*&(?:[^&>]|\z)", RegexOptions.NonBacktracking)]
    private static partial Regex GroupInBackground();

    [GeneratedRegex(@"(?:^|[;\s])(?:do|done)\b", RegexOptions.NonBacktracking)]
    private static partial Regex LoopWord();
}
