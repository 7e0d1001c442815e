using System.Text;

namespace Nuke.Common.Execution;

/// <summary>
/// The plan as a tree for reading: below each target what it brings along, with why it is in, what it waits for, and why it
/// will be skipped. The number is its place in the order; a target that stands there already is not taken apart again.
/// </summary>
internal static class PlanTree
{
    private sealed record Line(PlanStep Step, string Branch, bool IsRepeated);

    public static string For(ExecutionPlan plan, Ansi ansi)
    {
        var lines = Lines(plan);
        var width = lines.Max(l => l.Branch.Length + l.Step.Target.Name.Length) + 2;
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var name = line.Step.Target.Name;
            var space = new string(' ', width - line.Branch.Length - name.Length);
            text.AppendLine($"{line.Step.Number,3}  {line.Branch}{ansi.Bold(name)}{space}{Told(line, ansi)}");
        }

        return text.ToString();
    }

    private static string Told(Line line, Ansi ansi)
    {
        if (line.IsRepeated) return ansi.Dim("as above");
        var waits = line.Step.Waits.Length > 0 ? $"; waits for {string.Join(", ", line.Step.Waits)}" : "";
        return line.Step.Because + waits + string.Concat(PlanView.Remarks(line.Step.Target).Select(r => ansi.Yellow($"; {r}")));
    }

    private static List<Line> Lines(ExecutionPlan plan)
    {
        var lines = new List<Line>();
        var seen = new HashSet<PlanStep>();
        var below = plan.Steps.ToDictionary(s => s, s => plan.Steps.Where(other => Brings(s.Target, other.Target)).ToList());
        var brought = below.Values.SelectMany(all => all).ToHashSet();

        // Where targets bring each other along, by need and by trigger, none of them is nobody's; then one asked for is the root.
        foreach (var step in plan.Steps.Where(s => !brought.Contains(s))) Add(step, "", "");
        foreach (var step in plan.Steps.Where(s => s.Target.IsInvoked && !seen.Contains(s))) Add(step, "", "");
        return lines;

        void Add(PlanStep step, string branch, string indent)
        {
            var isNew = seen.Add(step);
            lines.Add(new(step, branch, !isNew));
            foreach (var child in isNew ? below[step] : [])
            {
                var isLast = child == below[step][^1];
                Add(child, indent + (isLast ? "└─ " : "├─ "), indent + (isLast ? "   " : "│  "));
            }
        }
    }

    private static bool Brings(ExecutableTarget target, ExecutableTarget other) =>
        target.DependsOn.Contains(other) || target.Triggers.Contains(other);
}
