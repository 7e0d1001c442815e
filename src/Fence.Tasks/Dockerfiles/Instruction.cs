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
        commands = new(() => Keyword is "RUN" && Json.IsDefault ? ShellParser.Parse(Arguments) : []);
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

    /// <summary>The texts of its here-documents, which only BuildKit knows.</summary>
    public ImmutableArray<string> HereDocuments { get; internal init; } = [];

    /// <summary>All of it, in the file.</summary>
    public SourceSpan Span => source.Span(start, end);

    /// <summary>The words of the arguments: those of the JSON form, or what blanks separate.</summary>
    public ImmutableArray<string> Words =>
        Json.IsDefault ? [.. Arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)] : Json;

    /// <summary>The shell commands of a <c>RUN</c> in the shell form.</summary>
    internal ImmutableArray<ShellCommand> Commands => commands.Value;

    /// <summary>Whether it has a flag of that name.</summary>
    internal bool HasFlag(string name) => Flags.Any(flag => string.Equals(flag.Key, name, StringComparison.Ordinal));

    /// <summary>The place in the file of a part of <see cref="Arguments"/>.</summary>
    internal SourceSpan SpanOf(int from, int to)
    {
        if (offsets.IsEmpty || from >= offsets.Length)
            return Span;
        var last = Math.Clamp(to, from + 1, offsets.Length) - 1;
        return source.Span(offsets[from], offsets[last] + 1);
    }

    /// <summary>The place in the file of a command of <see cref="Commands"/>.</summary>
    internal SourceSpan SpanOf(ShellCommand command) => SpanOf(command.Start, command.End);

    /// <summary>As one line.</summary>
    public override string ToString() => $"{Keyword} {Arguments}";
}
