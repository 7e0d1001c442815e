using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A line of a sudoers file, continued ones put together.</summary>
/// <param name="Number">Its first line in the file, from 1.</param>
/// <param name="Text">Its text, without comments.</param>
internal readonly record struct SudoersLine(int Number, string Text);

/// <summary>
/// The grammar of sudoers as far as it can be judged without sudo (sudoers(5)): what is refused here, <c>visudo -c</c> refuses.
/// </summary>
internal static partial class SudoersSyntax
{
    /// <summary>The lines that say something.</summary>
    public static IEnumerable<SudoersLine> Lines(string text)
    {
        var number = 0;
        var (first, joined) = (0, "");
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (joined.Length == 0)
                first = number;
            // Values of unknown length would make this quadratic; no sudoers file has lines like that.
            if (line.EndsWith('\\') && joined.Length < 65_536)
            {
                joined += $"{line.AsSpan(0, line.Length - 1)} ";
                continue;
            }
            var complete = (joined + line).Trim();
            joined = "";
            if (complete.Length > 0 && (!complete.StartsWith('#') || NumericUser().IsMatch(complete)))
                yield return new SudoersLine(first, Comment().Replace(complete, "").TrimEnd());
        }
        if (joined.Trim() is { Length: > 0 } rest && !rest.StartsWith('#'))
            yield return new SudoersLine(first, rest);
    }

    /// <summary>The names that a text gives to lists of users, commands, hosts and run-as users.</summary>
    public static IEnumerable<string> DefinedAliases(string text) =>
        from line in Lines(text)
        where AliasLine().IsMatch(line.Text)
        from definition in line.Text.Split(':')
        let name = definition[..Math.Max(0, definition.IndexOf('=', StringComparison.Ordinal))].Trim().Split(' ', '\t')[^1]
        where IsAlias(name)
        select name;

    /// <summary>Whether sudo reads a name as that of a list: upper case, and not <c>ALL</c>.</summary>
    public static bool IsAlias(string name) => name is not "ALL" && AliasName().IsMatch(name);

    /// <summary>The lines that sudo refuses, and why; never repeats what stands there.</summary>
    public static IEnumerable<(int Line, string Reason)> Faults(string text) =>
        from line in Lines(text)
        let reason = Fault(line.Text)
        where reason is not null
        select (line.Number, reason);

    private static string? Fault(string line)
    {
        if (line.StartsWith('@') || line.StartsWith("Defaults", StringComparison.Ordinal))
            return Directive().IsMatch(line) ? null : "there is no such line in sudoers";
        var equals = IndexOf(line, '=');
        if (equals < 0)
            return "there is no '=' between who and what";
        if (AliasLine().IsMatch(line))
        {
            var name = line[..equals].Trim().Split(' ', '\t')[^1];
            if (!IsAlias(name))
                return "the name of an alias is in upper case";
            return Items(line[(equals + 1)..]).Any(item => item.Length == 0) ? "an item of the list is missing" : null;
        }
        if (line[..equals].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length < 2)
            return "a user and a host stand before the '='";
        return Items(line[(equals + 1)..]).Select(CommandFault).FirstOrDefault(fault => fault is not null);
    }

    private static string? CommandFault(string item)
    {
        var rest = item.Trim();
        if (rest.StartsWith('('))
        {
            if (rest.IndexOf(')', StringComparison.Ordinal) is var close && close < 0)
                return "a bracket is not closed";
            rest = rest[(close + 1)..].TrimStart();
        }
        for (Match tag; (tag = Tag().Match(rest)).Success;)
            rest = rest[tag.Length..];
        rest = rest.TrimStart('!', ' ');
        if (rest.Length == 0)
            return "the command is missing";
        return Command().IsMatch(rest) ? null : "a command is named by its whole path";
    }

    private static ImmutableArray<string> Items(string list)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '\\')
                i++;
            else if (list[i] == ',' && depth <= 0)
                (_, start) = (Add(start, i), i + 1);
            else
                depth += list[i] switch { '(' => 1, ')' => -1, _ => 0 };
        }
        Add(start, list.Length);
        return items.ToImmutable();

        int Add(int from, int to)
        {
            items.Add(list[from..to].Trim());
            return to;
        }
    }

    private static int IndexOf(string text, char wanted)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == wanted)
                return i;
        }
        return -1;
    }

    [GeneratedRegex(@"\A(?:@include(?:dir)?\s+\S|Defaults(?:\s+\S|[@:!>]\s*\S))", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();

    [GeneratedRegex(@"\A(?:User|Cmnd|Cmd|Host|Runas)_Alias\s", RegexOptions.NonBacktracking)]
    private static partial Regex AliasLine();

    [GeneratedRegex(@"\A[A-Z][A-Z0-9_]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex AliasName();

    /// <summary><c>#1000</c> is a user by number, and no comment.</summary>
    [GeneratedRegex(@"\A#[0-9]+\s+\S", RegexOptions.NonBacktracking)]
    private static partial Regex NumericUser();

    [GeneratedRegex(@"\s#(?:[^0-9].*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"\A(?:(?:(?:NO)?(?:PASSWD|EXEC|SETENV|LOG_INPUT|LOG_OUTPUT|MAIL|FOLLOW|INTERCEPT))\s*:|EXEC\s*:|[A-Z]+=\S+\s)\s*",
        RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A(?:/|ALL\b|sudoedit\b|list\b|sha(?:224|256|384|512)\s*:|[A-Z][A-Z0-9_]*\s*\z|\^/|\\)", RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
