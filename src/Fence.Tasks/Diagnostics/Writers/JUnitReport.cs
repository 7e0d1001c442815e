using System.Globalization;
using System.Text;
using System.Xml;

namespace Fence.Tasks.Diagnostics.Writers;

/// <summary>A report as JUnit's XML, which every CI server shows: a suite for each file, a case for each finding.</summary>
public static class JUnitReport
{
    /// <summary>Renders a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="failOn">The least severity that is a failure; what is below passes, with its text as output.</param>
    public static string Write(DiagnosticReport report, Severity failOn)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", "Fence");
            Count(xml, report.Diagnostics, failOn);
            // A suite without a case reads as one that did not run.
            if (report.Diagnostics.IsEmpty)
                Clean(xml);
            foreach (var file in report.Diagnostics.GroupBy(d => d.Span?.File ?? "fence", StringComparer.Ordinal))
                Suite(xml, file.Key, [.. file], failOn);
            xml.WriteEndElement();
        }
        return text.Append('\n').ToString();
    }

    private static void Suite(XmlWriter xml, string file, List<Diagnostic> findings, Severity failOn)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", file);
        Count(xml, findings, failOn);
        foreach (var finding in findings)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", file);
            Attribute(xml, "name", finding.Span is { Line: > 0 } span ? $"{finding.Code} in line {span.Line}, column {span.Column}" : finding.Code);
            if (finding.Span is { Line: > 0 } place)
                Attribute(xml, "line", place.Line.ToString(CultureInfo.InvariantCulture));
            if (finding.Severity >= failOn)
            {
                xml.WriteStartElement("failure");
                Attribute(xml, "type", finding.Severity.Word());
                Attribute(xml, "message", finding.Message);
            }
            else
            {
                xml.WriteStartElement("system-out");
            }
            xml.WriteString(Allowed($"{finding}\n{finding.Remedy}\n{finding.Page}".TrimEnd()));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Clean(XmlWriter xml)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", "fence");
        Attribute(xml, "tests", "1");
        Attribute(xml, "failures", "0");
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", "fence");
        Attribute(xml, "name", "nothing was found");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, IReadOnlyCollection<Diagnostic> findings, Severity failOn)
    {
        Attribute(xml, "tests", Math.Max(1, findings.Count).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", findings.Count(f => f.Severity >= failOn).ToString(CultureInfo.InvariantCulture));
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Allowed(value));

    // A hook may hold characters that XML 1.0 cannot.
    private static string Allowed(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));
}
