using System.Globalization;

namespace Fence.Tasks.Diagnostics.Writers;

/// <summary>
/// A report as GitHub's workflow commands, which put findings beside the lines of a pull request
/// (docs.github.com, "Workflow commands for GitHub Actions").
/// </summary>
public static class GitHubAnnotations
{
    /// <summary>One line a finding, to be printed on standard output of a job.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<string> Write(DiagnosticReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.Diagnostics.Select(Line)];
    }

    private static string Line(Diagnostic diagnostic)
    {
        var command = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        var properties = string.Join(',', Properties(diagnostic).Select(p => $"{p.Key}={Escaped(p.Value).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)}"));
        var text = string.Join('\n', new[] { diagnostic.Message, diagnostic.Remedy, diagnostic.Page is { } page ? $"See {page}" : null }.OfType<string>());
        return $"::{command} {properties}::{Escaped(text)}";
    }

    private static IEnumerable<(string Key, string Value)> Properties(Diagnostic diagnostic)
    {
        if (diagnostic.Span is { } span)
        {
            yield return ("file", span.File);
            if (span.Line > 0)
            {
                yield return ("line", Number(span.Line));
                yield return ("endLine", Number(Math.Max(span.Line, span.EndLine)));
            }
            // GitHub takes columns only where the place is within one line.
            if (span.Line > 0 && span.Column > 0 && span.EndLine <= span.Line)
            {
                yield return ("col", Number(span.Column));
                yield return ("endColumn", Number(Math.Max(span.Column, span.EndColumn)));
            }
        }
        yield return ("title", diagnostic.Code);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
