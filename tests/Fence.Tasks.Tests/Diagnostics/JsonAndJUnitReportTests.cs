using System.Xml.Linq;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;

namespace Fence.Tasks.Tests.Diagnostics;

public sealed class JsonAndJUnitReportTests
{
    [Fact]
    public void Json_has_everything_of_a_finding() => Assert.Equal(
        """
        {
          "schema": 1,
          "errors": 0,
          "warnings": 1,
          "notes": 0,
          "findings": [
            {
              "code": "FH017",
              "severity": "warning",
              "message": "a command substitution is not quoted in export A",
              "remedy": "Put double quotes around the value.",
              "page": "docs/rules/FH017.md",
              "file": "hooks/pre-running",
              "line": 2,
              "endLine": 2,
              "column": 10,
              "endColumn": 17
            }
          ],
          "suppressed": [
            {
              "code": "X",
              "severity": "info",
              "message": "x",
              "suppressedIn": "fence.yml",
              "reason": "known"
            }
          ]
        }
        """,
        JsonReport.Write(DiagnosticReport.Of([ReportExamples.Unquoted]) with
        {
            Suppressed = [new SuppressedDiagnostic(new Diagnostic("X", Severity.Info, "x"), SuppressionSource.Definition, "known")],
        }));

    [Theory]
    [InlineData(Severity.Error, 1)]
    [InlineData(Severity.Warning, 2)]
    public void JUnit_has_a_case_for_each_finding_and_a_failure_for_each_that_stops(Severity failOn, int failures)
    {
        var suite = XElement.Parse(JUnitReport.Write(ReportExamples.Both, failOn)).Element("testsuite")!;

        Assert.Equal("hooks/pre-running", (string?)suite.Attribute("name"));
        Assert.Equal(2, suite.Elements("testcase").Count());
        Assert.Equal(failures, suite.Descendants("failure").Count());
        Assert.Equal(failures, (int?)suite.Attribute("failures"));
    }

    [Fact]
    public void JUnit_of_nothing_is_a_test_that_passed()
    {
        var suites = XElement.Parse(JUnitReport.Write(DiagnosticReport.Empty, Severity.Error));

        Assert.Equal("nothing was found", (string?)suites.Descendants("testcase").Single().Attribute("name"));
        Assert.Empty(suites.Descendants("failure"));
    }

    [Fact]
    public void JUnit_is_XML_whatever_a_finding_says() =>
        Assert.Equal("<a> & \uFFFD", (string?)XElement.Parse(JUnitReport.Write(DiagnosticReport.Of([Diagnostic.Error("X", "<a> & \0")]), Severity.Error)).Descendants("failure").Single().Attribute("message"));
}
