using System.Text;

namespace Nuke.Common.Execution;

/// <summary>The plan for reading: each target with why it is in, and why it will be skipped.</summary>
internal static class PlanText
{
    public static string For(ExecutionPlan plan, IReadOnlyDictionary<string, ExecutableTarget> targets, Ansi ansi)
    {
        var text = new StringBuilder();
        var width = plan.Targets.Max(t => t.Name.Length) + 2;
        foreach (var (planned, number) in plan.Targets.Select((t, i) => (t, i + 1)))
        {
            var target = targets[planned.Name];
            text.Append($"{number,3}  ").Append(ansi.Bold(planned.Name.PadRight(width))).Append(planned.Because);
            if (planned.Waits.Length > 0) text.Append($", after {string.Join(", ", planned.Waits)}");
            if (target.Status == ExecutionStatus.Skipped) text.Append(ansi.Yellow($"; skipped: {target.Reason}"));
            foreach (var condition in target.DynamicConditions) text.Append($"; only when {condition.Text}");
            text.AppendLine();
        }

        return text.ToString();
    }
}
