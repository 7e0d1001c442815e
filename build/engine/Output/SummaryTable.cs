using System.Globalization;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>How a run has ended; the number is the exit code.</summary>
internal enum Outcome
{
    Succeeded = 0,
    Failed = 1,
    Interrupted = Interruption.ExitCode,
}

/// <summary>The table at the end of a run.</summary>
internal sealed class SummaryTable(IReadOnlyList<ExecutableTarget> targets, TimeSpan total, Outcome outcome)
{
    /// <summary>For a terminal or a log.</summary>
    public string Text(DateTimeOffset now, Ansi ansi)
    {
        const int Status = 11, Duration = 9;
        var first = Math.Max(16, targets.Max(t => t.Name.Length) + 2);
        var (thick, thin) = (new string('═', first + Status + Duration), new string('─', first + Status + Duration));
        var text = new StringBuilder().AppendLine().AppendLine(thick);
        text.AppendLine(ansi.Bold($"{"Target".PadRight(first)}{"Status",-Status}{"Duration",Duration}")).AppendLine(thin);
        foreach (var target in targets)
        {
            var status = Paint(target.Status, $"{target.Status,-Status}", ansi);
            var note = Note(target) is { Length: > 0 } notes ? ansi.Dim($"   // {notes}") : "";
            text.AppendLine($"{target.Name.PadRight(first)}{status}{Time(target),Duration}{note}".TrimEnd());
        }

        text.AppendLine(thin).AppendLine($"{"Total".PadRight(first + Status)}{Format(total),Duration}");
        text.AppendLine(thick).AppendLine();
        var sentence = string.Create(CultureInfo.InvariantCulture, $"Build {Ended} on {now:yyyy-MM-dd HH:mm:ss}.");
        return text.AppendLine(outcome switch
        {
            Outcome.Succeeded => ansi.Green(sentence),
            Outcome.Failed => ansi.Red(sentence),
            _ => ansi.Yellow(sentence),
        }).ToString();
    }

    /// <summary>The same for a page, in GitHub's Markdown.</summary>
    public string Markdown()
    {
        var text = new StringBuilder($"### Build {Ended}\n\n| Target | Status | Duration | |\n|---|---|--:|---|\n");
        foreach (var target in targets)
            text.Append($"| {target.Name} | {target.Status} | {Time(target)} | {Cell(Note(target))} |\n");
        return text.Append($"| **Total** | | {Format(total)} | |\n\n").ToString();

        static string Cell(string note) => note
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    /// <summary>Minutes and seconds, or that it was less than a second.</summary>
    public static string Format(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? "< 1s"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private string Ended => outcome.ToString().ToLowerInvariant();

    private static string Time(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Skipped or ExecutionStatus.NotRun ? "" : Format(target.Duration);

    private static string Note(ExecutableTarget target) =>
        target.Reason ?? string.Join(", ", target.SummaryInformation.Select(pair => $"{pair.Key}: {pair.Value}"));

    private static string Paint(ExecutionStatus status, string text, Ansi ansi) => status switch
    {
        ExecutionStatus.Succeeded => ansi.Green(text),
        ExecutionStatus.Failed or ExecutionStatus.Aborted => ansi.Red(text),
        ExecutionStatus.NotRun => ansi.Yellow(text),
        _ => ansi.Dim(text),
    };
}
