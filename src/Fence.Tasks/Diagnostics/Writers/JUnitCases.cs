using System.Globalization;
using System.Text;
using System.Xml;

namespace Fence.Tasks.Diagnostics.Writers;

/// <summary>Test cases as JUnit's XML: a suite for each group.</summary>
public static class JUnitCases
{
    /// <summary>Renders the cases.</summary>
    /// <param name="name">What was tested.</param>
    /// <param name="cases">The cases.</param>
    public static string Write(string name, IReadOnlyList<TestCase> cases)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            Head(xml, name, cases);
            foreach (var group in cases.GroupBy(each => each.Group, StringComparer.Ordinal))
            {
                xml.WriteStartElement("testsuite");
                Head(xml, group.Key, [.. group]);
                foreach (var each in group)
                    Case(xml, each);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Case(XmlWriter xml, TestCase tried)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", tried.Group);
        Attribute(xml, "name", tried.Name);
        Attribute(xml, "time", tried.Seconds.ToString("0.000", CultureInfo.InvariantCulture));
        if (tried.Outcome == TestOutcome.Skipped)
        {
            xml.WriteStartElement("skipped");
            xml.WriteEndElement();
        }

        // Most servers show one failure a case.
        if (tried.Outcome == TestOutcome.Failed)
        {
            xml.WriteStartElement("failure");
            Attribute(xml, "type", string.Join(' ', tried.Findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal)));
            Attribute(xml, "message", string.Join("; ", tried.Findings.Select(finding => finding.Message)));
            xml.WriteString(Allowed(string.Join('\n', tried.Findings.Select(finding => $"{finding}\n{finding.Remedy}".TrimEnd()))));
            xml.WriteEndElement();
        }

        if (!tried.Output.IsEmpty)
            xml.WriteElementString("system-out", Allowed(string.Join('\n', tried.Output)));
        xml.WriteEndElement();
    }

    private static void Head(XmlWriter xml, string name, IReadOnlyList<TestCase> cases)
    {
        Attribute(xml, "name", name);
        Attribute(xml, "tests", Number(cases.Count));
        Attribute(xml, "failures", Number(cases.Count(each => each.Outcome == TestOutcome.Failed)));
        Attribute(xml, "skipped", Number(cases.Count(each => each.Outcome == TestOutcome.Skipped)));
        Attribute(xml, "time", cases.Sum(each => each.Seconds).ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Allowed(value));

    // What a hook prints may hold characters that XML 1.0 cannot.
    private static string Allowed(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));
}
