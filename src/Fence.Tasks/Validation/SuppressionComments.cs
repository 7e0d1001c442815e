using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Validation;

/// <summary>
/// Finds the comments that suppress findings, in shell scripts and Dockerfiles alike: <c># fence ignore=FH012</c>,
/// <c># hadolint ignore=DL3008</c> and <c># shellcheck disable=SC2086</c> hold for the command behind them, or, with
/// <c>global</c>, for the file.
/// </summary>
public static partial class SuppressionComments
{
    /// <summary>Reads the comments of a text.</summary>
    /// <param name="file">The file, as findings name it.</param>
    /// <param name="text">Its text.</param>
    public static ImmutableArray<SuppressionComment> Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Most files have none, and then their lines need not be looked at.
        if (!text.Contains("ignore=", StringComparison.Ordinal) && !text.Contains("disable=", StringComparison.Ordinal))
            return [];
        var lines = text.Split('\n');
        var comments = ImmutableArray.CreateBuilder<SuppressionComment>();
        var isBeforeEverything = true;
        for (var index = 0; index < lines.Length; index++)
        {
            if (Pattern().Match(lines[index].TrimEnd('\r')) is { Success: true } match)
                comments.Add(Read(file, lines, index, match, isBeforeEverything));
            isBeforeEverything &= IsCommentOrBlank(lines[index]);
        }
        return comments.ToImmutable();
    }

    private static SuppressionComment Read(string file, string[] lines, int index, Match match, bool isBeforeEverything)
    {
        var tool = match.Groups["tool"].Value;
        var codes = match.Groups["codes"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var start = match.Groups["comment"].Index;
        var span = new SourceSpan(file, index + 1, start + 1) { EndColumn = match.Index + match.Length + 1 };
        var reason = match.Groups["reason"].Value.Trim(' ', '\t', '-', ':', ';', '#');
        var isOnOwnLine = lines[index].AsSpan(0, start).IsWhiteSpace();
        // ShellCheck takes what stands before the first command for the file.
        var isGlobal = match.Groups["global"].Success || (tool is "shellcheck" && isOnOwnLine && isBeforeEverything);
        var (first, last) = isGlobal ? (0, 0) : isOnOwnLine ? CommandBehind(lines, index + 1) : (index + 1, index + 1);
        return new SuppressionComment([.. codes], span, first, last, tool is "fence", reason.Length == 0 ? null : reason);
    }

    /// <summary>The lines of the command that begins at or behind a line: continued ones and here-documents are a part of it.</summary>
    private static (int First, int Last) CommandBehind(string[] lines, int index)
    {
        while (index < lines.Length && IsCommentOrBlank(lines[index]))
            index++;
        var first = index;
        var last = index;
        for (; last < lines.Length; last++)
        {
            var line = lines[last].TrimEnd();
            if (Document().Match(line) is { Success: true } document)
            {
                var end = Array.FindIndex(lines, last + 1, l => string.Equals(l.Trim(), document.Groups["end"].Value, StringComparison.Ordinal));
                last = end < 0 ? lines.Length - 1 : end;
                break;
            }
            // Comments between continued lines do not end a Dockerfile's instruction.
            var isComment = last > first && line.AsSpan().TrimStart().StartsWith("#");
            if (!line.EndsWith('\\') && !isComment)
                break;
        }
        return (first + 1, Math.Min(last, lines.Length - 1) + 1);
    }

    private static bool IsCommentOrBlank(string line) => line.AsSpan().Trim() is [] or ['#', ..];

    [GeneratedRegex(
        @"(?:^|\s)(?<comment>#+)\s*(?:(?<tool>fence|hadolint)\s+(?:(?<global>global)\s+)?ignore|(?<tool>shellcheck)\s+disable)"
        + @"\s*=\s*(?<codes>[A-Z]{2}[0-9]{3,4}(?:\s*,\s*[A-Z]{2}[0-9]{3,4})*)(?<reason>.*)$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(?:^|[^<])<<-?\s*[""'\\]?(?<end>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Document();
}
