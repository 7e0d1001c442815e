using System.Globalization;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles;

/// <summary>Modes as <c>chmod</c> and <c>--chmod</c> take them.</summary>
internal static class FileMode
{
    /// <summary>Whether a mode lets a file's owner run it, or adds that: <c>0755</c>, <c>a+x</c>.</summary>
    public static bool IsExecutable(string mode)
    {
        if (Octal(mode) is { } bits)
            return (bits & 0b001_001_001) != 0;
        return mode.Split(',').Any(clause => clause.IndexOfAny(['+', '=']) is >= 0 and var sign
            && clause.AsSpan(sign + 1).ContainsAny('x', 'X'));
    }

    /// <summary>Whether a mode makes a file one that its owner cannot run: <c>0644</c>, <c>-x</c>, <c>a=r</c>.</summary>
    public static bool TakesExecution(string mode)
    {
        if (Octal(mode) is { } bits)
            return (bits & 0b001_000_000) == 0;
        return mode.Split(',').Any(clause => clause.IndexOfAny(['-', '=']) is >= 0 and var sign
            && clause.AsSpan(0, sign).IndexOfAny('g', 'o') != 0
            && clause.AsSpan(sign + 1).Contains('x') == (clause[sign] == '-'));
    }

    /// <summary>Whether a mode is the one that sudo wants of its files: 0440, or less.</summary>
    public static bool IsForSudoers(string mode) => mode is "ug=r,o=" or "a=,ug=r" || (Octal(mode) is { } bits && (bits & ~0b100_100_000) == 0);

    /// <summary>Whether a command gives a path a mode that is wanted.</summary>
    public static bool Sets(ShellCommand command, string path, Func<string, bool> isWanted)
    {
        if (command.Name is "install")
            return SetsByInstall(command, path, isWanted);
        if (command.Name is not "chmod")
            return false;
        var words = command.Arguments.Select(word => word.Literal ?? word.LiteralPrefix).ToList();
        var isRecursive = words.Exists(word => word is "--recursive" || (word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal)
            && word.Contains('R', StringComparison.Ordinal)));
        // "-x" is a mode, "-R" and "-v" are options.
        var plain = words.Where(word => !word.StartsWith('-') || (word.Length > 1 && word.AsSpan(1).IndexOfAnyExcept("rwxXst") < 0)).ToList();
        return plain.Count > 1 && isWanted(plain[0]) && plain.Skip(1).Any(target => Covers(target, path, isRecursive));
    }

    private static bool SetsByInstall(ShellCommand command, string path, Func<string, bool> isWanted)
    {
        var words = command.Arguments.Select(word => word.Literal ?? word.LiteralPrefix).ToList();
        var mode = words.FirstOrDefault(word => word.StartsWith("--mode=", StringComparison.Ordinal)) is { } given ? given[7..]
            : words.FirstOrDefault(word => word.StartsWith("-m", StringComparison.Ordinal) && word.Length > 2) is { } joined ? joined[2..]
            : words.SkipWhile(word => word is not "-m").Skip(1).FirstOrDefault();
        return mode is not null && isWanted(mode) && words.Count > 0 && Covers(words[^1], path, isRecursive: true);
    }

    private static bool Covers(string target, string path, bool isRecursive)
    {
        var wanted = target.TrimEnd('/');
        if (wanted.Contains('*', StringComparison.Ordinal))
            return System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(wanted, path, ignoreCase: false);
        return string.Equals(wanted, path, StringComparison.Ordinal)
            || (isRecursive && path.StartsWith($"{wanted}/", StringComparison.Ordinal));
    }

    private static int? Octal(string mode)
    {
        if (mode.Length is 0 or > 5 || mode.AsSpan().IndexOfAnyExceptInRange('0', '7') >= 0)
            return null;
        return mode.Aggregate(0, (bits, digit) => (bits << 3) + int.Parse(digit.ToString(), CultureInfo.InvariantCulture));
    }
}
