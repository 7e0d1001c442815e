using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// Reads the lines of a Dockerfile as Docker's own parser does: directives, comments, continued lines, flags, the JSON form.
/// </summary>
internal sealed partial class DockerfileParser(SourceText source)
{
    private static readonly string[] WithFlags = ["ADD", "COPY", "FROM", "HEALTHCHECK", "RUN"];
    private static readonly string[] WithJson = ["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"];

    private readonly string text = source.Text;
    private readonly ImmutableArray<Instruction>.Builder instructions = ImmutableArray.CreateBuilder<Instruction>();
    private char escape = '\\';
    private int at;

    public Dockerfile Read()
    {
        if (text.StartsWith('\uFEFF'))
            at++;
        Directives();
        while (at < text.Length)
        {
            var line = PeekLine(out _).Trim();
            if (line.IsEmpty || line[0] == '#')
                NextLine();
            else
                Instruction();
        }
        return new Dockerfile(source, escape, instructions.ToImmutable());
    }

    /// <summary>Directives are comments of the form <c># key=value</c> before anything else; each only once.</summary>
    private void Directives()
    {
        while (at < text.Length)
        {
            var match = Directive().Match(PeekLine(out _).ToString());
            if (!match.Success)
                return;
            if (match.Groups["key"].ValueSpan.Equals("escape", StringComparison.OrdinalIgnoreCase)
                && match.Groups["value"].Value is "`" or "\\")
                escape = match.Groups["value"].Value[0];
            NextLine();
        }
    }

    private void Instruction()
    {
        var flat = new StringBuilder();
        var offsets = new List<int>();
        var start = at + (PeekLine(out _).Length - PeekLine(out _).TrimStart().Length);
        var end = start;
        for (var isFirst = true; at < text.Length; isFirst = false)
        {
            var line = PeekLine(out var lineStart);
            var trimmed = line.TrimStart();
            NextLine();
            // Comments and empty lines between continued ones do not end the instruction.
            if (!isFirst && (trimmed.IsEmpty || trimmed[0] == '#'))
                continue;
            var content = line.TrimEnd();
            var continues = !content.IsEmpty && content[^1] == escape;
            if (continues)
                content = content[..^1];
            for (var i = isFirst ? line.Length - trimmed.Length : 0; i < content.Length; i++)
            {
                flat.Append(content[i]);
                offsets.Add(lineStart + i);
            }
            end = lineStart + line.TrimEnd().Length;
            if (!continues)
                break;
        }
        Add(flat.ToString(), [.. offsets], start, end);
    }

    private void Add(string flat, ImmutableArray<int> offsets, int start, int end)
    {
        var keywordEnd = EndOfWord(flat, 0);
        var keyword = flat[..keywordEnd].ToUpperInvariant();
        var from = SkipBlanks(flat, keywordEnd);
        var flags = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        while (WithFlags.Contains(keyword, StringComparer.Ordinal) && from + 2 < flat.Length && flat.AsSpan(from).StartsWith("--")
            && !char.IsWhiteSpace(flat[from + 2]))
        {
            var flagEnd = EndOfWord(flat, from);
            var parts = flat[(from + 2)..flagEnd].Split('=', 2);
            flags.Add(new(parts[0], parts.Length == 2 ? parts[1] : ""));
            from = SkipBlanks(flat, flagEnd);
        }
        var arguments = flat[from..].TrimEnd();
        instructions.Add(new Instruction(source, start, end, keyword, arguments, offsets.Slice(from, arguments.Length))
        {
            Flags = flags.ToImmutable(),
            Json = WithJson.Contains(keyword, StringComparer.Ordinal) ? JsonForm(arguments) : default,
            HereDocuments = keyword is "RUN" or "COPY" or "ADD" ? Documents(arguments) : [],
        });
    }

    /// <summary>The items of a JSON list of texts; Docker takes anything else as the shell form, without a word.</summary>
    private static ImmutableArray<string> JsonForm(string arguments)
    {
        if (!arguments.StartsWith('['))
            return default;
        try
        {
            return JsonSerializer.Deserialize<string?[]>(arguments) is { } items && !items.Contains(null, StringComparer.Ordinal)
                ? [.. items!]
                : default;
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException)
        {
            return default;
        }
    }

    /// <summary>
    /// Takes the lines of here-documents, where each one announced has its end; else they are lines like others.
    /// </summary>
    private ImmutableArray<string> Documents(string arguments)
    {
        var begin = at;
        var documents = ImmutableArray.CreateBuilder<string>();
        foreach (var match in Document().Matches(arguments).Cast<Match>())
        {
            var start = at;
            while (true)
            {
                if (at >= text.Length)
                {
                    at = begin;
                    return [];
                }
                var line = PeekLine(out var lineStart);
                var content = match.Groups["tabs"].Success ? line.TrimStart('\t') : line;
                var isEnd = content.SequenceEqual(match.Groups["end"].ValueSpan);
                NextLine();
                if (!isEnd)
                    continue;
                documents.Add(text[start..lineStart]);
                break;
            }
        }
        return documents.ToImmutable();
    }

    private ReadOnlySpan<char> PeekLine(out int start)
    {
        start = at;
        var rest = text.AsSpan(at);
        var lineEnd = rest.IndexOf('\n');
        return (lineEnd < 0 ? rest : rest[..lineEnd]).TrimEnd('\r');
    }

    private void NextLine()
    {
        var lineEnd = text.IndexOf('\n', at);
        at = lineEnd < 0 ? text.Length : lineEnd + 1;
    }

    private static int EndOfWord(string text, int from)
    {
        while (from < text.Length && !char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }

    private static int SkipBlanks(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }

    [GeneratedRegex(@"\A\s*#\s*(?<key>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>\S.*?)\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();

    [GeneratedRegex(@"<<(?<tabs>-)?[""']?(?<end>[A-Za-z_][A-Za-z0-9_]*)[""']?", RegexOptions.NonBacktracking)]
    private static partial Regex Document();
}
