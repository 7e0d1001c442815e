using System.Globalization;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>How a run has ended.</summary>
internal enum Outcome
{
    Succeeded,
    Failed,
    Interrupted,
}

/// <summary>The table at the end of a run.</summary>
internal static class SummaryTable
{
    public static string For(
        IReadOnlyList<ExecutableTarget> targets, TimeSpan total, Outcome outcome, DateTimeOffset now, Ansi ansi)
    {
        const int Status = 11, Duration = 9;
        var first = Math.Max(16, targets.Max(t => t.Name.Length) + 2);
        var width = first + Status + Duration;
        var text = new StringBuilder().AppendLine();

        text.AppendLine(new string('═', width));
        text.AppendLine(ansi.Bold($"{"Target".PadRight(first)}{"Status",-Status}{"Duration",Duration}"));
        text.AppendLine(new string('─', width));
        foreach (var target in targets)
        {
            var line = $"{target.Name.PadRight(first)}{Paint(target.Status, ansi)}{Time(target),Duration}";
            text.AppendLine((line + Note(target, ansi)).TrimEnd());
        }

        text.AppendLine(new string('─', width));
        text.AppendLine($"{"Total".PadRight(first)}{"",Status}{Format(total),Duration}");
        text.AppendLine(new string('═', width)).AppendLine();
        text.AppendLine(Sentence(outcome, now, ansi));
        return text.ToString();

        static string Paint(ExecutionStatus status, Ansi ansi)
        {
            var padded = $"{status,-Status}";
            return status switch
            {
                ExecutionStatus.Succeeded => ansi.Green(padded),
                ExecutionStatus.Failed or ExecutionStatus.Aborted => ansi.Red(padded),
                ExecutionStatus.NotRun => ansi.Yellow(padded),
                _ => ansi.Dim(padded),
            };
        }
    }

    /// <summary>The same for a page, in GitHub's Markdown.</summary>
    public static string Markdown(IReadOnlyList<ExecutableTarget> targets, TimeSpan total, Outcome outcome)
    {
        var text = new StringBuilder($"### Build {outcome.ToString().ToLowerInvariant()}\n\n| Target | Status | Duration | |\n|---|---|--:|---|\n");
        foreach (var target in targets)
            text.Append($"| {target.Name} | {target.Status} | {Time(target)} | {Cell(string.Join(", ", Notes(target)))} |\n");
        return text.Append($"| **Total** | | {Format(total)} | |\n\n").ToString();

        static string Cell(string note) => note.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    /// <summary>Minutes and seconds, or that it was less than a second.</summary>
    public static string Format(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? "< 1s"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private static string Time(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted ? Format(target.Duration) : "";

    private static IEnumerable<string> Notes(ExecutableTarget target) =>
        target.SummaryInformation.Select(pair => $"{pair.Key}: {pair.Value}").Concat(target.Reason is { } reason ? [reason] : []);

    private static string Note(ExecutableTarget target, Ansi ansi)
    {
        var note = string.Join(", ", Notes(target));
        return note.Length == 0 ? "" : ansi.Dim($"   // {note}");
    }

    private static string Sentence(Outcome outcome, DateTimeOffset now, Ansi ansi)
    {
        var time = now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return outcome switch
        {
            Outcome.Succeeded => ansi.Green($"Build succeeded on {time}."),
            Outcome.Failed => ansi.Red($"Build failed on {time}."),
            _ => ansi.Yellow($"Build interrupted on {time}."),
        };
    }
}
