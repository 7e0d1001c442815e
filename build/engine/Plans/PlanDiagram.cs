using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The plan as a Mermaid flow chart, which GitHub and GitLab draw where it stands in a Markdown file.</summary>
internal static class PlanDiagram
{
    public static string For(PlanView plan)
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (var step in plan.Steps)
        {
            var label = string.Join("<br/>", step.Remarks.Select(Escape).Prepend(Escape(step.Name)));
            text.Append($"    t{step.Number}[\"{label}\"]{(step.IsSkipped ? ":::skipped" : "")}\n");
        }

        foreach (var arrow in plan.Arrows()) text.Append($"    t{arrow.From.Number} {Line(arrow.Kind)} t{arrow.To.Number}\n");
        return text.Append("    classDef skipped stroke-dasharray: 5 5\n").ToString();
    }

    private static string Line(PlanArrowKind kind) => kind switch
    {
        PlanArrowKind.Needed => "-->",
        PlanArrowKind.Triggers => "-. triggers .->",
        _ => "-. before .->",
    };

    // Inside a quoted label, these are Mermaid's own words for the letters that would end it or be read as markup.
    private static string Escape(string text) => text.Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
