using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>
/// Finds where here-documents end. It looks at every line of the file once, on first use, so that a file of many documents
/// without an end costs no more than one with an end.
/// </summary>
internal sealed partial class HereDocumentLines(SourceText source)
{
    private readonly string text = source.Text;
    private Dictionary<string, List<int>>? ends;
    private Dictionary<string, List<int>>? endsBehindTabs;

    /// <summary>
    /// The documents that a line announces: a word of its own each, <c>&lt;&lt;X</c>, its name perhaps in quotes.
    /// </summary>
    public static IEnumerable<(string Name, bool IsQuoted, bool StripsTabs)> Announced(string arguments, char escape)
    {
        if (!arguments.Contains("<<", StringComparison.Ordinal))
            yield break;
        foreach (var word in DockerfileWords.Quoted(arguments, escape))
        {
            if (Announcement().Match(word.Raw) is not { Success: true } match)
                continue;
            var raw = match.Groups["name"].Value;
            var name = DockerfileWords.Unquote(raw, escape);
            if (name.Length > 0)
                yield return (name, !string.Equals(name, raw, StringComparison.Ordinal), match.Groups["tabs"].Length > 0);
        }
    }

    /// <summary>Takes the lines behind an instruction that belong to its documents.</summary>
    /// <param name="arguments">What the instruction says.</param>
    /// <param name="escape">The Dockerfile's escape character.</param>
    /// <param name="at">Where the lines begin; moved behind the last end.</param>
    /// <param name="unended">The first name that no line ends; then nothing is taken, and the lines are lines like
    /// others.</param>
    public List<HereDocument> Take(string arguments, char escape, ref int at, out string? unended)
    {
        var documents = new List<HereDocument>();
        unended = null;
        var position = at;
        foreach (var (name, isQuoted, stripsTabs) in Announced(arguments, escape))
        {
            if (EndOf(name, stripsTabs, position) is not { } end)
            {
                unended = name;
                return [];
            }
            var lines = text[position..end];
            documents.Add(new HereDocument(
                name, stripsTabs ? LeadingTabs().Replace(lines, "") : lines, !isQuoted, position, stripsTabs));
            var lineEnd = text.IndexOf('\n', end);
            position = lineEnd < 0 ? text.Length : lineEnd + 1;
        }
        at = position;
        return documents;
    }

    private int? EndOf(string name, bool stripsTabs, int from)
    {
        var known = stripsTabs ? endsBehindTabs ??= Lines(stripsTabs: true) : ends ??= Lines(stripsTabs: false);
        if (!known.TryGetValue(name, out var starts))
            return null;
        var found = starts.BinarySearch(from);
        var index = found >= 0 ? found : ~found;
        return index < starts.Count ? starts[index] : null;
    }

    private Dictionary<string, List<int>> Lines(bool stripsTabs)
    {
        var lines = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var start = 0; start < text.Length;)
        {
            var lineEnd = text.IndexOf('\n', start);
            var end = lineEnd < 0 ? text.Length : lineEnd;
            var line = text.AsSpan(start, end - start).TrimEnd('\r');
            var key = (stripsTabs ? line.TrimStart('\t') : line).ToString();
            if (!lines.TryGetValue(key, out var starts))
                lines.Add(key, starts = []);
            starts.Add(start);
            start = end + 1;
        }
        return lines;
    }

    [GeneratedRegex(@"\A[0-9]*<<(?<tabs>-?)(?<name>[^<]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\t+", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex LeadingTabs();
}
