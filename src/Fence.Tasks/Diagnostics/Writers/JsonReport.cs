using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Diagnostics.Writers;

/// <summary>A report as JSON, for programs that know Fence; docs/validation.md describes the form.</summary>
public static class JsonReport
{
    /// <summary>The form that this program writes.</summary>
    public const int Schema = 1;

    // The file is never a part of a page, so that only what JSON itself asks for has to be escaped.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Renders a report.</summary>
    /// <param name="report">The report.</param>
    public static string Write(DiagnosticReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject
        {
            ["schema"] = Schema,
            ["errors"] = report.Errors,
            ["warnings"] = report.Warnings,
            ["notes"] = report.Notes,
            ["findings"] = new JsonArray([.. report.Diagnostics.Select(Finding)]),
            ["suppressed"] = new JsonArray([.. report.Suppressed.Select(Suppressed)]),
        }.ToJsonString(Indented);
    }

    private static JsonObject Suppressed(SuppressedDiagnostic suppressed)
    {
        var finding = Finding(suppressed.Diagnostic);
        finding["suppressedIn"] = suppressed.Source == SuppressionSource.Comment ? "comment" : "fence.yml";
        if (suppressed.Reason is not null)
            finding["reason"] = suppressed.Reason;
        return finding;
    }

    private static JsonObject Finding(Diagnostic diagnostic)
    {
        var finding = new JsonObject
        {
            ["code"] = diagnostic.Code,
            ["severity"] = diagnostic.Severity.Word(),
            ["message"] = diagnostic.Message,
        };
        if (diagnostic.Remedy is not null)
            finding["remedy"] = diagnostic.Remedy;
        if (diagnostic.Page is not null)
            finding["page"] = diagnostic.Page;
        if (diagnostic.Span is not { } span)
            return finding;
        finding["file"] = span.File;
        if (span.Line > 0)
            (finding["line"], finding["endLine"]) = (span.Line, Math.Max(span.Line, span.EndLine));
        if (span.Column > 0)
            (finding["column"], finding["endColumn"]) = (span.Column, span.EndColumn);
        return finding;
    }
}
