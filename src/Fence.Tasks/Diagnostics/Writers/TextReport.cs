using System.Text;

namespace Fence.Tasks.Diagnostics.Writers;

/// <summary>A report as people read it: each finding with its line of the file, a mark under the place, and what to do.</summary>
public static class TextReport
{
    private const int WidestLine = 160;

    /// <summary>Renders a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="textOf">The text of a file by the name that findings give it; null where it is not known.</param>
    public static string Write(DiagnosticReport report, Func<string, string?> textOf)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(textOf);
        var sources = new SourceLines(report, textOf);
        var text = new StringBuilder();
        foreach (var diagnostic in report.Diagnostics)
        {
            foreach (var line in Lines(diagnostic, sources))
                text.Append(line).Append('\n');
        }
        return text.Append(Total(report)).Append('\n').ToString();
    }

    /// <summary>The line a finding is in, and a mark below the place; nothing where it is not known.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="report">The report it is from, which knows what else of the line is a secret.</param>
    /// <param name="textOf">The text of a file by the name that findings give it; null where it is not known.</param>
    public static IReadOnlyList<string> Excerpt(Diagnostic diagnostic, DiagnosticReport report, Func<string, string?> textOf)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(textOf);
        return [.. Excerpt(diagnostic.Span, new SourceLines(report, textOf))];
    }

    private static IEnumerable<string> Lines(Diagnostic diagnostic, SourceLines sources)
    {
        yield return diagnostic.ToString();
        foreach (var line in Excerpt(diagnostic.Span, sources))
            yield return line;
        if (diagnostic.Remedy is { } remedy)
            yield return $"  → {remedy}";
        if (diagnostic.Page is { } page)
            yield return $"  see {page}";
    }

    private static IEnumerable<string> Excerpt(SourceSpan? place, SourceLines sources)
    {
        if (place is not { Line: > 0 } span || sources.Line(span.File, span.Line) is not { } line)
            yield break;
        var number = $"{span.Line}";
        yield return $"  {number} | {Cut(line)}";
        if (span.Column > 0 && span.Column <= WidestLine)
            yield return $"  {new string(' ', number.Length)} | {Marks(line, span)}";
    }

    /// <summary>The last line: how much was found.</summary>
    /// <param name="report">The report.</param>
    public static string Total(DiagnosticReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var suppressed = report.Suppressed.IsEmpty ? "" : $", {report.Suppressed.Length} suppressed";
        var notes = report.Notes == 0 ? "" : $", {Count(report.Notes, "note")}";
        return $"{Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}{notes}{suppressed}";
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Cut(string line) => line.Length <= WidestLine ? line : string.Concat(line.AsSpan(0, WidestLine - 1), "…");

    /// <summary>Keeps the line's tabs, so that the marks stand below what they mean at any width of a tab.</summary>
    private static string Marks(string line, SourceSpan span)
    {
        var before = Math.Min(span.Column - 1, line.Length);
        var end = span.EndLine > span.Line ? line.Length : Math.Min(span.EndColumn - 1, line.Length);
        var length = Math.Clamp(end - before, 1, Math.Max(1, WidestLine - before));
        return string.Concat(line.Take(before).Select(c => c == '\t' ? '\t' : ' ')) + new string('^', length);
    }

    /// <summary>The lines of the files, without the secrets that were found in them.</summary>
    private sealed class SourceLines(DiagnosticReport report, Func<string, string?> textOf)
    {
        private readonly Dictionary<string, string[]?> files = new(StringComparer.Ordinal);

        public string? Line(string file, int number)
        {
            if (!files.TryGetValue(file, out var lines))
                files[file] = lines = Masked(file);
            return lines is not null && number <= lines.Length ? lines[number - 1].TrimEnd('\r') : null;
        }

        private string[]? Masked(string file)
        {
            if (textOf(file)?.TrimStart('\uFEFF') is not { } text)
                return null;
            // A secret that somebody suppressed is one all the same.
            var secrets = report.Diagnostics.Concat(report.Suppressed.Select(suppressed => suppressed.Diagnostic))
                .Where(d => d.HidesPlace && string.Equals(d.Span?.File, file, StringComparison.Ordinal))
                .Select(d => d.Span!);
            return [.. SecretMask.Lines(text, secrets).Select(Printable)];
        }

        // What a file holds must not move a terminal's cursor.
        private static string Printable(string line) => string.Concat(line.Select(c => char.IsControl(c) && c is not ('\t' or '\r') ? '�' : c));
    }
}
