using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The plan as a Mermaid flow chart, which GitHub and GitLab draw where it stands in a Markdown file.</summary>
internal static class PlanDiagram
{
    public static string For(ExecutionPlan plan)
    {
        var text = new StringBuilder("flowchart TD\n");
        foreach (var (number, target, _, _) in plan.Steps)
        {
            var label = string.Join("<br/>", PlanView.Remarks(target).Prepend(target.Name).Select(Escape));
            text.Append($"    t{number}[\"{label}\"]{(target.Status == ExecutionStatus.Skipped ? ":::skipped" : "")}\n");
        }

        var numbers = plan.Steps.ToDictionary(s => s.Target, s => s.Number);
        foreach (var arrow in PlanView.Arrows(plan))
        {
            var line = arrow.Kind == "needed" ? "-->" : $"-. {arrow.Kind} .->";
            text.Append($"    t{numbers[arrow.From]} {line} t{numbers[arrow.To]}\n");
        }

        return text.Append("    classDef skipped stroke-dasharray: 5 5\n").ToString();
    }

    // Inside a quoted label, these are Mermaid's own words for the letters that would end it or be read as markup.
    private static string Escape(string text) => text.Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal);
}
