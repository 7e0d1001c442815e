using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Diagnostics.Writers;

/// <summary>A report in the Static Analysis Results Interchange Format 2.1.0 (OASIS), which code-scanning services take.</summary>
public static class SarifReport
{
    private const string Root = "%SRCROOT%";

    /// <summary>Renders a report.</summary>
    /// <param name="report">The report; what was suppressed is in it, marked as such.</param>
    /// <param name="rules">The rules there are; those that found something are described.</param>
    public static string Write(DiagnosticReport report, IEnumerable<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(rules);
        var found = report.Diagnostics.Concat(report.Suppressed.Select(s => s.Diagnostic)).ToList();
        var codes = found.Select(d => d.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var known = rules.ToLookup(rule => rule.Code, StringComparer.Ordinal);
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "Fence",
                        ["semanticVersion"] = typeof(SarifReport).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
                        ["rules"] = Array(codes.Select(code => Describe(code, known[code].FirstOrDefault(), found))),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = Array(
                [
                    .. report.Diagnostics.Select(d => Result(d, codes)),
                    .. report.Suppressed.Select(s => Result(s, codes)),
                ]),
            }),
        };
        return log.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static JsonObject Describe(string code, Rule? rule, List<Diagnostic> found)
    {
        var first = found.First(d => string.Equals(d.Code, code, StringComparison.Ordinal));
        var described = new JsonObject { ["id"] = code };
        if (rule is not null)
            described["shortDescription"] = new JsonObject { ["text"] = rule.Title };
        described["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule?.Severity ?? first.Severity) };
        if (Uri.TryCreate(first.Page, UriKind.Absolute, out var address) && address.Scheme is "https")
            described["helpUri"] = first.Page;
        else if (first.Page is not null)
            described["help"] = new JsonObject { ["text"] = $"See {first.Page}" };
        return described;
    }

    private static JsonObject Result(SuppressedDiagnostic suppressed, List<string> codes)
    {
        var result = Result(suppressed.Diagnostic, codes);
        var why = new JsonObject { ["kind"] = suppressed.Source == SuppressionSource.Comment ? "inSource" : "external" };
        if (suppressed.Reason is not null)
            why["justification"] = suppressed.Reason;
        result["suppressions"] = new JsonArray(why);
        return result;
    }

    private static JsonObject Result(Diagnostic diagnostic, List<string> codes)
    {
        var text = diagnostic.Remedy is null ? diagnostic.Message : $"{diagnostic.Message}. {diagnostic.Remedy}";
        var result = new JsonObject
        {
            ["ruleId"] = diagnostic.Code,
            ["ruleIndex"] = codes.IndexOf(diagnostic.Code),
            ["level"] = Level(diagnostic.Severity),
            ["message"] = new JsonObject { ["text"] = text },
        };
        if (diagnostic.Span is { } span)
            result["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Location(span) });
        return result;
    }

    private static JsonObject Location(SourceSpan span)
    {
        var place = new JsonObject
        {
            ["artifactLocation"] = new JsonObject
            {
                ["uri"] = string.Join('/', span.File.Split('/').Select(Uri.EscapeDataString)),
                ["uriBaseId"] = Root,
            },
        };
        if (span.Line <= 0)
            return place;
        var region = new JsonObject { ["startLine"] = span.Line };
        if (span.Column > 0)
            region["startColumn"] = span.Column;
        if (span.EndLine > span.Line)
            region["endLine"] = span.EndLine;
        if (span.Column > 0 && (span.EndLine > span.Line || span.EndColumn > span.Column))
            region["endColumn"] = Math.Max(1, span.EndColumn);
        place["region"] = region;
        return place;
    }

    private static string Level(Severity severity) =>
        severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);
}
