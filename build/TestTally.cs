using System.Globalization;
using System.Xml.Linq;

namespace Fence.Pipeline;

/// <summary>How many tests passed, failed and were skipped, from the reports that the test runner wrote.</summary>
internal sealed record TestTally(int Passed, int Failed, int Skipped)
{
    public static TestTally Read(string folder)
    {
        if (!Directory.Exists(folder))
            return new TestTally(0, 0, 0);

        var suites = Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("testsuite"))
            .Select(suite => (Total: Count(suite, "tests"), Failed: Count(suite, "failures") + Count(suite, "errors"), Skipped: Count(suite, "skipped")))
            .ToList();
        var failed = suites.Sum(suite => suite.Failed);
        var skipped = suites.Sum(suite => suite.Skipped);
        return new TestTally(suites.Sum(suite => suite.Total) - failed - skipped, failed, skipped);
    }

    /// <summary>The closing line that CI servers read.</summary>
    public override string ToString() => Skipped == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed")
        : string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private static int Count(XElement suite, string attribute) =>
        int.TryParse(suite.Attribute(attribute)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
}
