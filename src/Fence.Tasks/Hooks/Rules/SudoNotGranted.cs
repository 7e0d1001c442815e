using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Without a line in the image's sudoers, sudo asks for a password that nobody can give.</summary>
internal sealed class SudoNotGranted : IHookRule
{
    private static readonly string[] OptionsWithValue =
        ["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-T", "-U", "-D", "-R", "--user", "--group", "--prompt"];

    public Rule Rule { get; } = new("FH018", Severity.Error, "sudo that the image does not allow");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        if (inspection.Surroundings.Sudoers is not { } sudoers)
            yield break;
        var user = inspection.Surroundings.Brand.User;
        foreach (var hook in inspection.Hooks)
        {
            foreach (var sudo in hook.Variables.Commands.Where(command => command.Name is "sudo"))
            {
                var words = CommandOf(sudo);
                if (words is not [{ Literal: { } command }, .. var arguments])
                    continue;
                var isComplete = arguments.All(word => word.Literal is not null);
                if (!sudoers.Allow(user, command, Known(arguments), isComplete))
                {
                    yield return Rule.Finding(
                        $"sudoers does not let {user} run {command}{(arguments.Length > 0 ? " with these arguments" : "")}",
                        Remedy(user, command, sudoers),
                        hook.Source.Span(sudo.Start, sudo.End));
                }
            }
        }
    }

    private static string Remedy(string user, string command, Sudoers sudoers)
    {
        var wrong = sudoers.UndefinedAliases.FirstOrDefault(
            alias => string.Equals(alias, user, StringComparison.OrdinalIgnoreCase));
        var line = $"Put '{user} ALL = (root) NOPASSWD: {command}' into a file in /etc/sudoers.d, with mode 0440.";
        return wrong is null ? line : $"'{wrong}' in sudoers is an alias that is not defined, and not the user. {line}";
    }

    /// <summary>The arguments as one text, up to where the first one is not known.</summary>
    private static string Known(ReadOnlySpan<ShellWord> arguments)
    {
        var known = new List<string>();
        foreach (var word in arguments)
        {
            known.Add(word.LiteralPrefix);
            if (word.Literal is null)
                break;
        }
        return string.Join(' ', known);
    }

    /// <summary>What stands behind sudo's own options and variables.</summary>
    private static ShellWord[] CommandOf(ShellCommand sudo)
    {
        var words = sudo.Arguments.AsSpan();
        while (words is [var first, ..])
        {
            var text = first.LiteralPrefix;
            if (text is "--")
                return words[1..].ToArray();
            if (OptionsWithValue.Contains(text, StringComparer.Ordinal))
                words = words[Math.Min(2, words.Length)..];
            else if (text.StartsWith('-') || first.Assignment() is not null)
                words = words[1..];
            else
                break;
        }
        return words.ToArray();
    }
}
