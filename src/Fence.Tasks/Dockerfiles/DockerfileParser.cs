using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// Reads the lines of a Dockerfile as Docker's own parser does: directives, comments, continued lines, here-documents.
/// What an instruction says is <see cref="InstructionReader"/>'s.
/// </summary>
internal sealed partial class DockerfileParser
{
    private readonly SourceText source;
    private readonly string text;
    private readonly HereDocumentLines documents;
    private readonly ImmutableArray<Instruction>.Builder instructions = ImmutableArray.CreateBuilder<Instruction>();
    private readonly ImmutableArray<DockerfilePart>.Builder parts = ImmutableArray.CreateBuilder<DockerfilePart>();
    private readonly Dictionary<string, string> directives = new(StringComparer.Ordinal);
    private char escape = '\\';
    private string? directiveFault;
    private int at;
    private int written;

    public DockerfileParser(SourceText source)
    {
        this.source = source;
        text = source.Text;
        documents = new HereDocumentLines(source);
    }

    public Dockerfile Read()
    {
        if (text.StartsWith('\uFEFF'))
            at++;
        Directives();
        while (at < text.Length)
        {
            var line = PeekLine(out _).TrimStart();
            if (line.IsEmpty || line[0] == '#')
            {
                var kind = line.IsEmpty ? DockerfilePartKind.Blank : DockerfilePartKind.Comment;
                NextLine();
                Part(kind);
            }
            else
            {
                Instruction();
                Part(DockerfilePartKind.Instruction);
            }
        }
        if (written < text.Length)
            Part(DockerfilePartKind.Blank);
        return new Dockerfile(source, escape, instructions.ToImmutable(), parts.ToImmutable())
        {
            Syntax = directives.GetValueOrDefault("syntax"),
            DirectiveFault = directiveFault,
        };
    }

    private void Part(DockerfilePartKind kind)
    {
        parts.Add(new DockerfilePart(kind, text[written..at]));
        written = at;
    }

    /// <summary>
    /// Directives are comments of the form <c># key=value</c> before anything else; the first that is none of Docker's ends them.
    /// </summary>
    private void Directives()
    {
        while (at < text.Length && Directive().Match(PeekLine(out _).ToString()) is { Success: true } match)
        {
            var key = match.Groups["key"].Value.ToLowerInvariant();
            var value = match.Groups["value"].Value;
            if (key is not ("escape" or "syntax" or "check"))
                return;
            if (!directives.TryAdd(key, value))
                directiveFault ??= $"the directive {key} is given twice";
            else if (key is "escape" && value is not ("`" or "\\"))
                directiveFault ??= "the directive escape takes a backslash or a backquote";
            else if (key is "escape")
                escape = value[0];
            NextLine();
            Part(DockerfilePartKind.Directive);
        }
    }

    private void Instruction()
    {
        var flat = new StringBuilder();
        var offsets = ImmutableArray.CreateBuilder<int>();
        var first = PeekLine(out var start);
        start += first.Length - first.TrimStart().Length;
        var end = start;
        var isTooLong = false;
        for (var isFirst = true; at < text.Length; isFirst = false)
        {
            var line = PeekLine(out var lineStart);
            var trimmed = line.TrimStart();
            NextLine();
            isTooLong |= line.Length > LongestLine / 3 && Encoding.UTF8.GetByteCount(line) > LongestLine;
            // Comments and empty lines between continued ones do not end the instruction.
            if (!isFirst && (trimmed.IsEmpty || trimmed[0] == '#'))
                continue;
            var content = WithoutContinuation(line, out var continues);
            for (var i = isFirst ? line.Length - trimmed.Length : 0; i < content.Length; i++)
            {
                flat.Append(content[i]);
                offsets.Add(lineStart + i);
            }
            end = Math.Max(end, lineStart + line.TrimEnd().Length);
            if (!continues)
                break;
        }
        var read = InstructionReader.Read(source, escape, flat.ToString(), offsets.ToImmutable(), start, end);
        read.IsLineTooLong = isTooLong;
        var announcing = read.Body ?? read;
        if (announcing.Keyword is "RUN" or "COPY" or "ADD" && announcing.Json.IsDefault)
        {
            announcing.HereDocuments = [.. documents.Take(announcing.Arguments, escape, ref at, out var unended)];
            announcing.UnendedDocument = unended;
        }
        instructions.Add(read);
    }

    /// <summary>The escape character at a line's end continues it, unless another one stands before it.</summary>
    private ReadOnlySpan<char> WithoutContinuation(ReadOnlySpan<char> line, out bool continues)
    {
        var content = line.TrimEnd([' ', '\t']);
        continues = !content.IsEmpty && content[^1] == escape && (content.Length == 1 || content[^2] != escape);
        return continues ? content[..^1] : line;
    }

    /// <summary>In bytes: Docker's parser reads lines into a buffer of that size.</summary>
    private const int LongestLine = 65_535;

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

    /// <summary>Around the sign, the blanks are those of Go's regular expressions.</summary>
    [GeneratedRegex(@"\A\s*#\s*(?<key>[A-Za-z][A-Za-z0-9]*)[ \t\f\r]*=[ \t\f\r]*(?<value>[^ \t\f\r].*?)[ \t\f\r]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();
}
