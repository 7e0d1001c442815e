using System.Collections.Immutable;

namespace Fence.Tasks.Scripts;

/// <summary>What a piece of a word is.</summary>
internal enum ShellPartKind
{
    /// <summary>Characters that stand for themselves, quotes and backslashes taken off.</summary>
    Literal,

    /// <summary>A variable, such as <c>$X</c> or <c>${X:-y}</c>; the text is what is between the braces.</summary>
    Variable,

    /// <summary>The output of commands: <c>$(…)</c>, backquotes, <c>&lt;(…)</c>.</summary>
    Substitution,

    /// <summary>A calculation: <c>$((…))</c>.</summary>
    Arithmetic,

    /// <summary>The values of an array, with their brackets: <c>(a b)</c>.</summary>
    Array,
}

/// <summary>A piece of a word.</summary>
internal sealed record ShellPart(ShellPartKind Kind, string Text, bool Quoted, int Start, int End);

/// <summary>A word of a command, before expansion. Offsets count in the text that was parsed.</summary>
internal sealed record ShellWord(int Start, int End, ImmutableArray<ShellPart> Parts)
{
    /// <summary>The word as the command sees it; null when that is known at run time only.</summary>
    public string? Literal =>
        Parts.All(part => part.Kind == ShellPartKind.Literal) ? string.Concat(Parts.Select(part => part.Text)) : null;

    /// <summary>What is known of the beginning of the word.</summary>
    public string LiteralPrefix =>
        string.Concat(Parts.TakeWhile(part => part.Kind == ShellPartKind.Literal).Select(part => part.Text));

    /// <summary>Whether the word is one of the shell's own, which quoting would have prevented.</summary>
    public bool IsBare(string text) =>
        Parts is [{ Kind: ShellPartKind.Literal, Quoted: false } only]
            && string.Equals(only.Text, text, StringComparison.Ordinal);

    /// <summary>The word read as <c>name=value</c> or <c>name+=value</c>; null when it is neither.</summary>
    public ShellAssignment? Assignment()
    {
        if (Parts is not [{ Kind: ShellPartKind.Literal, Quoted: false } first, ..])
            return null;
        var equals = first.Text.IndexOf('=', StringComparison.Ordinal);
        var appends = equals > 0 && first.Text[equals - 1] == '+';
        var name = equals < 0 ? "" : first.Text[..(appends ? equals - 1 : equals)];
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (!ShellName.IsValid(bracket < 0 ? name : name[..bracket]))
            return null;
        var rest = first.Text[(equals + 1)..];
        var start = first.End - rest.Length;
        var value = rest.Length == 0 ? Parts[1..] : Parts.SetItem(0, first with { Text = rest, Start = start });
        return new ShellAssignment(name, appends, new ShellWord(start, End, value), Start);
    }
}

/// <summary><c>name=value</c>.</summary>
internal sealed record ShellAssignment(string Name, bool Appends, ShellWord Value, int Start);

/// <summary>A simple command.</summary>
/// <param name="Assignments">What stands before its name.</param>
/// <param name="Words">Its name and arguments; empty when there are only assignments.</param>
/// <param name="Redirections">The files it is connected with, with the operator.</param>
/// <param name="Before">The operator in front of it: <c>|</c>, <c>&amp;&amp;</c>, … or a line's end.</param>
/// <param name="After">The operator behind it.</param>
internal sealed record ShellCommand(
    ImmutableArray<ShellAssignment> Assignments,
    ImmutableArray<ShellWord> Words,
    ImmutableArray<ShellRedirection> Redirections,
    string Before,
    string After)
{
    /// <summary>Its name without a folder; empty when it is not known before run time.</summary>
    public string Name => Words.IsEmpty ? "" : Words[0].Literal is { } path ? path[(path.LastIndexOf('/') + 1)..] : "";

    /// <summary>The words behind its name.</summary>
    public ImmutableArray<ShellWord> Arguments => Words.IsEmpty ? [] : Words[1..];

    /// <summary>Where it begins.</summary>
    public int Start => Assignments.IsEmpty ? Words.IsEmpty ? 0 : Words[0].Start : Assignments[0].Start;

    /// <summary>Behind its last word.</summary>
    public int End => Words.IsEmpty ? Assignments.IsEmpty ? 0 : Assignments[^1].Value.End : Words[^1].End;
}

/// <summary>A redirection to or from a file.</summary>
internal sealed record ShellRedirection(string Operator, ShellWord Target);

/// <summary>What a variable may be called.</summary>
internal static class ShellName
{
    public static bool IsValid(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
