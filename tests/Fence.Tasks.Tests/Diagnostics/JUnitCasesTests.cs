using System.Xml.Linq;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;

namespace Fence.Tasks.Tests.Diagnostics;

public sealed class JUnitCasesTests
{
    [Fact]
    public void Each_case_is_told_with_its_group_its_time_its_failure_and_its_output()
    {
        var report = XDocument.Parse(JUnitCases.Write("exampleco/stack-alsek:1",
        [
            new TestCase("life", "pre-staging, admin hook", TestOutcome.Passed) { Seconds = 0.25, Output = ["a <b> & \u0001"] },
            new TestCase("life", "start", TestOutcome.Skipped),
            new TestCase("files", "/x", TestOutcome.Failed)
            {
                Findings = [Diagnostic.Error("FV030", "/x is not in the image", "Mend it", new SourceSpan("fence.yml", 3, 5)), Diagnostic.Error("FV030", "and more")],
            },
        ])).Root!;

        Assert.Equal("3 1 1 0.250", string.Join(' ', new[] { "tests", "failures", "skipped", "time" }.Select(name => report.Attribute(name)!.Value)));
        Assert.Equal(["life", "files"], report.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal("a <b> & \uFFFD", report.Descendants("system-out").Single().Value);
        Assert.Equal("start", report.Descendants("skipped").Single().Parent!.Attribute("name")!.Value);
        var failure = report.Descendants("failure").Single();
        Assert.Equal(("FV030", "/x is not in the image; and more"), (failure.Attribute("type")!.Value, failure.Attribute("message")!.Value));
        Assert.StartsWith("fence.yml:3:5: error FV030: /x is not in the image\nMend it\n", failure.Value, StringComparison.Ordinal);
    }
}
