using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles;

/// <summary>An instruction of a Dockerfile, its continued lines put together.</summary>
public sealed class Instruction
{
    private readonly SourceText source;
    private readonly int start;
    private readonly int end;
    private readonly ImmutableArray<int> offsets;
    private readonly Lazy<ImmutableArray<ShellCommand>> commands;

    internal Instruction(SourceText source, int start, int end, string keyword, string arguments, ImmutableArray<int> offsets)
    {
        (this.source, this.start, this.end, this.offsets) = (source, start, end, offsets);
        Keyword = keyword;
        Arguments = arguments;
        commands = new(() => Keyword is not "RUN" ? [] : Json.IsDefault ? ShellParser.Parse(Script?.Text ?? Arguments) : CommandOf(Json));
    }

    /// <summary>Its name in upper case, whatever the file has: <c>RUN</c>.</summary>
    public string Keyword { get; }

    /// <summary>What stands behind the name and the flags, on one line, without comments.</summary>
    public string Arguments { get; }

    /// <summary>
    /// The flags with their values: <c>--from=build</c> is <c>from</c>, <c>build</c>; one without a value has an empty one.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>> Flags { get; internal init; } = [];

    /// <summary>The items of the JSON form; default where the instruction is in the shell form.</summary>
    public ImmutableArray<string> Json { get; internal init; }

    /// <summary>Its here-documents, which only BuildKit knows.</summary>
    public ImmutableArray<HereDocument> HereDocuments { get; internal set; } = [];

    /// <summary>
    /// What an <c>ONBUILD</c> keeps for the builds that start from this image; null for every other instruction.
    /// </summary>
    public Instruction? Body { get; internal init; }

    /// <summary>All of it, in the file.</summary>
    public SourceSpan Span => source.Span(start, end);

    /// <summary>The words of the arguments: those of the JSON form, or what blanks separate.</summary>
    public ImmutableArray<string> Words => Json.IsDefault ? DockerfileWords.Plain(Arguments) : Json;

    /// <summary>The names and values of an <c>ENV</c>, <c>ARG</c> or <c>LABEL</c>.</summary>
    public ImmutableArray<NameValue> NameValues =>
        Keyword is "ENV" or "ARG" or "LABEL" ? NameValue.Read(Arguments, Keyword, Escape) : [];

    internal char Escape { get; init; } = '\\';

    /// <summary>What variables mean at this place.</summary>
    internal DockerfileVariables Variables { get; set; } = DockerfileVariables.None;

    /// <summary>The flags without an equals sign; behind one, nothing is a value, too.</summary>
    internal ImmutableArray<string> BareFlags { get; init; } = [];

    /// <summary>Whether it is a JSON list, but not of texts.</summary>
    internal bool IsListOfOthers { get; init; }

    /// <summary>Whether one of its lines is longer than Docker's parser reads.</summary>
    internal bool IsLineTooLong { get; set; }

    /// <summary>The name of a here-document that no line ends.</summary>
    internal string? UnendedDocument { get; set; }

    /// <summary>
    /// The shell commands of a <c>RUN</c>: of its shell form, of a here-document that is all it says, or its JSON form's
    /// one.
    /// </summary>
    internal ImmutableArray<ShellCommand> Commands => commands.Value;

    /// <summary>The here-document that is a script of the shell; null when the arguments are the script.</summary>
    private HereDocument? Script =>
        HereDocuments is [var only] && DockerfileWords.Plain(Arguments).Length == 1
            && (!only.Text.StartsWith("#!", StringComparison.Ordinal)
                || only.Text.AsSpan(0, Math.Max(0, only.Text.IndexOf('\n', StringComparison.Ordinal))).TrimEnd().EndsWith("sh"))
            ? only
            : null;

    /// <summary>A flag's value; null when it has no flag of that name.</summary>
    internal string? Flag(string name)
    {
        foreach (var flag in Flags)
        {
            if (string.Equals(flag.Key, name, StringComparison.OrdinalIgnoreCase))
                return flag.Value;
        }
        return null;
    }

    /// <summary>Whether it has a flag of that name.</summary>
    internal bool HasFlag(string name) => Flag(name) is not null;

    /// <summary>A text of this instruction with the variables put in that are known; others are left as they stand.</summary>
    internal string Expand(string text) => Variables.Expand(text, Escape);

    /// <summary>The place in the file of a part of <see cref="Arguments"/>.</summary>
    internal SourceSpan SpanOf(int from, int to)
    {
        if (offsets.IsEmpty || from >= offsets.Length)
            return Span;
        var last = Math.Clamp(to, from + 1, offsets.Length) - 1;
        return source.Span(offsets[from], offsets[last] + 1);
    }

    /// <summary>The place in the file of a part of the text that <see cref="Commands"/> were read from.</summary>
    internal SourceSpan SpanOfScript(int from, int to) => !Json.IsDefault
        ? Span
        : Script is { } script
        // Tabs that were taken off make columns inexact, and then the line is all that is said.
        ? script.StripsTabs ? Span : source.Span(script.Start + from, script.Start + to)
        : SpanOf(from, to);

    /// <summary>The place in the file of a part of a here-document.</summary>
    internal SourceSpan SpanOf(HereDocument document, int from, int to) =>
        document.StripsTabs ? Span : source.Span(document.Start + from, document.Start + to);

    /// <summary>The place in the file of a command of <see cref="Commands"/>.</summary>
    internal SourceSpan SpanOf(ShellCommand command) => SpanOfScript(command.Start, command.End);

    /// <summary>The place in the file of a word of one of <see cref="Commands"/>.</summary>
    internal SourceSpan SpanOf(ShellWord word) => SpanOfScript(word.Start, word.End);

    /// <summary>The command of a JSON form, or what a shell is given there.</summary>
    private static ImmutableArray<ShellCommand> CommandOf(ImmutableArray<string> words)
    {
        if (words is [var shell, .., var script] && Path.GetFileName(shell) is "sh" or "bash" or "dash"
            && words[1..^1].Any(option => option is ['-', not '-', ..] && option.EndsWith('c')))
            return ShellParser.Parse(script);
        return words.IsEmpty
            ? []
            : [new ShellCommand([], [.. words.Select(word => new ShellWord(0, 0, [new ShellPart(ShellPartKind.Literal, word, Quoted: true, 0, 0)]))], [], "", "")];
    }

    /// <summary>As one line.</summary>
    public override string ToString() => $"{Keyword} {Arguments}";
}
