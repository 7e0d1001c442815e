using System.Net;

namespace Nuke.Common.Execution;

/// <summary>
/// The plan as one HTML page that needs nothing else: a drawing, each row later than the one above, and a table. What does
/// not depend on the plan is in PlanPage.html.
/// </summary>
internal static class PlanPage
{
    private const int Width = 200, Height = 44, Gap = 24, RowGap = 44, Bend = RowGap / 2, LetterWidth = 9;

    public static string For(ExecutionPlan plan)
    {
        using var page = new StreamReader(typeof(PlanPage).Assembly.GetManifestResourceStream("PlanPage.html")!);
        var places = Places(plan);
        var (right, bottom) = (places.Values.Max(p => p.X) + Width + Gap, places.Values.Max(p => p.Y) + Height + Gap);
        var arrows = PlanView.Arrows(plan).Select(arrow => Draw(arrow, places[arrow.From], places[arrow.To]));
        var boxes = plan.Targets.Select(target => Draw(target, places[target]));
        return page.ReadToEnd()
            .Replace("{size}", $"width=\"{right}\" height=\"{bottom}\"", StringComparison.Ordinal)
            .Replace("{drawing}", string.Concat(arrows.Concat(boxes)), StringComparison.Ordinal)
            .Replace("{rows}", string.Concat(plan.Steps.Select(Row)), StringComparison.Ordinal);
    }

    private static string Row(PlanStep step)
    {
        string[] cells =
        [
            $"{step.Number}", step.Target.Name, step.Target.Description ?? "", step.Because, string.Join(", ", step.Waits),
            string.Join("; ", PlanView.Remarks(step.Target)),
        ];
        return $"<tr>{string.Concat(cells.Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>"))}</tr>\n";
    }

    private static string Draw(PlanArrow arrow, (int X, int Y) from, (int X, int Y) to)
    {
        var (x1, y1, x2, y2) = (from.X + (Width / 2), from.Y + Height, to.X + (Width / 2), to.Y);
        return $"<path class=\"{arrow.Kind}\" d=\"M{x1} {y1}C{x1} {y1 + Bend} {x2} {y2 - Bend} {x2} {y2}\"/>\n";
    }

    private static string Draw(ExecutableTarget target, (int X, int Y) place)
    {
        var classes = (target.IsInvoked ? "asked " : "") + (target.Status == ExecutionStatus.Skipped ? "skipped" : "");
        var isLong = target.Name.Length * LetterWidth > Width;
        var squeezed = isLong ? $" textLength=\"{Width - 16}\" lengthAdjust=\"spacingAndGlyphs\"" : "";
        return $"""
            <g class="{classes}">
            <rect x="{place.X}" y="{place.Y}" width="{Width}" height="{Height}" rx="6"/>
            <text x="{place.X + (Width / 2)}" y="{place.Y + (Height / 2)}"{squeezed}>{WebUtility.HtmlEncode(target.Name)}</text>
            </g>

            """;
    }

    // A row below the last of those it waits for, and each row in the middle.
    private static Dictionary<ExecutableTarget, (int X, int Y)> Places(ExecutionPlan plan)
    {
        var rows = new Dictionary<ExecutableTarget, int>();
        foreach (var step in plan.Steps) rows[step.Target] = step.Waits.Select(w => rows[w] + 1).DefaultIfEmpty(0).Max();

        var byRow = plan.Targets.ToLookup(t => rows[t]);
        var widest = byRow.Max(row => row.Count());
        return byRow.SelectMany(row => row.Select((target, i) => (target, Place: (
                X: Gap + (i * (Width + Gap)) + ((widest - row.Count()) * (Width + Gap) / 2),
                Y: Gap + (row.Key * (Height + RowGap))))))
            .ToDictionary(p => p.target, p => p.Place);
    }
}
