using System.Globalization;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Reports;

/// <summary>How events read in a plain log: one line each, and more for a diagnostic with a remedy.</summary>
public static class EventText
{
    /// <summary>The lines of one event; none for those that a build engine shows by itself.</summary>
    public static IReadOnlyList<string> Lines(RunEvent happened) => happened switch
    {
        StepTaken step => [step.Text],
        NodeStepTaken step => [$"{step.Node}: {step.Text}"],
        BuildStepStarted step => [string.Create(CultureInfo.InvariantCulture, $"step {step.Number}/{step.Total}: {step.Instruction}")],
        BuildStepEnded { Outcome: BuildStepOutcome.Cached } step => [string.Create(CultureInfo.InvariantCulture, $"step {step.Number}/{step.Total} was there already")],
        BuildStepEnded step => [string.Create(CultureInfo.InvariantCulture, $"step {step.Number}/{step.Total} {Word(step.Outcome)} in {Duration(step.Seconds)}")],
        ToolPrinted line => [$"  | {line.Line}"],
        DiagnosticFound found => Lines(found.Diagnostic, found.Excerpt),
        _ => [],
    };

    /// <summary>A diagnostic: where, what, its line, and what to do.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="excerpt">The line it is in, with a mark; may be empty.</param>
    public static IReadOnlyList<string> Lines(Diagnostic diagnostic, IReadOnlyList<string> excerpt) =>
    [
        diagnostic.ToString(),
        .. excerpt,
        .. (diagnostic.Output ?? []).Select(line => $"  | {line}"),
        .. diagnostic.Remedy is { } remedy ? [$"  → {remedy}"] : Array.Empty<string>(),
    ];

    private static string Word(BuildStepOutcome outcome) => outcome switch
    {
        BuildStepOutcome.Failed => "failed",
        BuildStepOutcome.Cancelled => "was ended",
        _ => "done",
    };

    /// <summary>A duration as people read it: <c>0.4 s</c>, <c>2 min 05 s</c>.</summary>
    public static string Duration(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60:00} s");
}
