using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Fence.Tasks.Validation;
using Nuke.Common.IO;

namespace Fence.Pipeline;

/// <summary>What the validation targets of a run found, together: on the console, as GitHub's annotations, and as files in artifacts/.</summary>
internal sealed class ValidationReports(AbsolutePath? folder)
{
    private readonly Dictionary<string, DiagnosticReport> judged = new(StringComparer.Ordinal);

    /// <summary>Takes a target's findings, and ends the target when there are some that must not pass.</summary>
    public StageResult Take(Stage stage, DiagnosticReport report, Severity failOn, ExitCode exit)
    {
        judged[stage.Name] = report;
        var all = DiagnosticReport.Join(judged.Values);
        // A dry run leaves no file.
        if (folder is not null)
            Write(folder, all, failOn);
        foreach (var annotation in Annotations(report))
            Console.WriteLine(annotation);
        foreach (var finding in report.Diagnostics)
            stage.Events.Tell(new DiagnosticFound(finding) { Excerpt = TextReport.Excerpt(finding, report, file => TextOf(stage, file)) });
        stage.Say(TextReport.Total(report));

        var record = stage.Record with { Validation = ValidationSummary.Of(all) };
        if (!report.Stopping(failOn).Any())
            return stage.Ended(record, isChanged: false);
        throw new FenceException(exit, report.Diagnostics) { IsTold = true };
    }

    private static string? TextOf(Stage stage, string file)
    {
        var path = stage.Definition.FullPath(file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static IReadOnlyList<string> Annotations(DiagnosticReport report) =>
        Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is "true" ? GitHubAnnotations.Write(report) : [];

    private static void Write(AbsolutePath folder, DiagnosticReport all, Severity failOn)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(folder / "validation.sarif", SarifReport.Write(all, Judgement.Rules));
        File.WriteAllText(folder / "validation.junit.xml", JUnitReport.Write(all, failOn));
        File.WriteAllText(folder / "validation.json", JsonReport.Write(all));
    }
}
