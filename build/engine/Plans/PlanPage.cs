using System.Globalization;
using System.Net;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The plan as one HTML page that needs nothing else: a drawing, each row later than the one above, and a table.</summary>
internal static class PlanPage
{
    private const int Width = 200, Height = 44, Gap = 24, RowGap = 44, LetterWidth = 9;

    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>The plan</title>
        <style>
        :root { color-scheme: light dark; --ink: #1c2128; --paper: #fff; --box: #eef3fb; --line: #6b7a90; --asked: #1a5fb4; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e9ee; --paper: #15181d; --box: #232a35; --line: #8d9cb3; --asked: #78aeed; }
        }
        body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        .drawing { overflow-x: auto; }
        svg { display: block; margin: 0 auto; }
        rect { fill: var(--box); stroke: var(--line); }
        .asked rect { stroke: var(--asked); stroke-width: 2; }
        .skipped { opacity: .6; }
        .skipped rect { stroke-dasharray: 5 4; }
        text { fill: var(--ink); text-anchor: middle; dominant-baseline: central; }
        path { fill: none; stroke: var(--line); stroke-width: 1.5; marker-end: url(#tip); }
        path.triggers, path.before { stroke-dasharray: 2 4; }
        marker path { fill: var(--line); stroke: none; }
        table { border-collapse: collapse; width: 100%; margin-top: 2rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); }
        </style>
        <h1>The plan</h1>
        <p>A target starts when all that lead to it are over. Solid: needed. Dotted: only the order, or a trigger. Dashed boxes are skipped.</p>

        """;

    public static string For(PlanView plan)
    {
        var page = new StringBuilder(Head);
        Draw(plan, page);
        page.Append("<table>\n<tr><th></th><th>Target</th><th>Does</th><th>Is in because</th><th>Waits for</th><th>Remarks</th></tr>\n");
        foreach (var step in plan.Steps)
        {
            string[] cells =
            [
                $"{step.Number}", step.Name, step.Target.Description ?? "", step.Because, string.Join(", ", step.Waits),
                string.Join("; ", step.Remarks),
            ];
            page.Append($"<tr>{string.Concat(cells.Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>"))}</tr>\n");
        }

        return page.Append("</table>\n</html>\n").ToString();
    }

    private static void Draw(PlanView plan, StringBuilder page)
    {
        var places = Places(plan);
        var (right, bottom) = (places.Values.Max(p => p.X) + Width + Gap, places.Values.Max(p => p.Y) + Height + Gap);
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"drawing\"><svg width=\"{right}\" height=\"{bottom}\" role=\"img\" aria-label=\"The targets of the plan, and their order\">\n");
        page.Append("<marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker>\n");
        foreach (var arrow in plan.Arrows())
        {
            var ((x1, y1), (x2, y2)) = (places[arrow.From], places[arrow.To]);
            var (from, to, bend) = (x1 + (Width / 2), x2 + (Width / 2), RowGap / 2);
            page.Append(CultureInfo.InvariantCulture, $"<path class=\"{arrow.Kind.ToString().ToLowerInvariant()}\" d=\"M{from} {y1 + Height}C{from} {y1 + Height + bend} {to} {y2 - bend} {to} {y2}\"/>\n");
        }

        foreach (var (step, (x, y)) in places)
        {
            var name = WebUtility.HtmlEncode(step.Name);
            var squeezed = step.Name.Length * LetterWidth > Width ? $" textLength=\"{Width - 16}\" lengthAdjust=\"spacingAndGlyphs\"" : "";
            page.Append(CultureInfo.InvariantCulture, $"<g class=\"{(step.Target.Invoked ? "asked " : "")}{(step.IsSkipped ? "skipped" : "")}\"><rect x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{Height}\" rx=\"6\"/><text x=\"{x + (Width / 2)}\" y=\"{y + (Height / 2)}\"{squeezed}>{name}</text></g>\n");
        }

        page.Append("</svg></div>\n");
    }

    // A row below the last of those it waits for, and each row in the middle.
    private static Dictionary<PlanStep, (int X, int Y)> Places(PlanView plan)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in plan.Steps) rows[step.Name] = step.Waits.Select(w => rows[w] + 1).DefaultIfEmpty(0).Max();

        var widest = plan.Steps.GroupBy(s => rows[s.Name]).Max(r => r.Count());
        return plan.Steps.GroupBy(s => rows[s.Name]).SelectMany(row => row.Select((step, i) => (step, Place: (
                X: Gap + (i * (Width + Gap)) + ((widest - row.Count()) * (Width + Gap) / 2),
                Y: Gap + (row.Key * (Height + RowGap))))))
            .ToDictionary(p => p.step, p => p.Place);
    }
}
