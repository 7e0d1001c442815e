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
            var ran = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted;
            var line = $"{target.Name.PadRight(first)}{Paint(target.Status, ansi)}{(ran ? Format(target.Duration) : ""),Duration}";
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

    /// <summary>Minutes and seconds, or that it was less than a second.</summary>
    public static string Format(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? "< 1s"
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private static string Note(ExecutableTarget target, Ansi ansi)
    {
        var notes = target.SummaryInformation.Select(pair => $"{pair.Key}: {pair.Value}");
        if (target.Reason is { } reason) notes = notes.Append(reason);
        var note = string.Join(", ", notes);
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
