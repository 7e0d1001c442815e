namespace Nuke.Common.Execution;

/// <summary>Decides, before anything runs, which targets of the plan are left out.</summary>
internal static class Skips
{
    public static void Mark(IReadOnlyList<ExecutableTarget> planned, IReadOnlyList<string>? skip, IReadOnlyCollection<string> done)
    {
        foreach (var target in planned.Where(t => done.Contains(t.Name)))
            (target.Status, target.Reason) = (ExecutionStatus.Skipped, "succeeded in the run before");

        if (skip is not null)
        {
            foreach (var target in planned.Where(t => skip.Count == 0 ? !t.Invoked : skip.Contains(t.Name)))
                Mark(planned, target, "--skip");
        }

        foreach (var target in planned.Where(t => t.Status == ExecutionStatus.Scheduled))
        {
            if (target.StaticConditions.Find(c => !c.Holds()) is { } condition) Mark(planned, target, $"only when {condition.Text}");
        }
    }

    private static void Mark(IReadOnlyList<ExecutableTarget> planned, ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled) return;
        (target.Status, target.Reason) = (ExecutionStatus.Skipped, reason);
        if (target.DependencyBehavior == DependencyBehavior.Execute) return;

        foreach (var dependency in target.DependsOn.Where(d => !d.Invoked && !IsNeeded(planned, d)))
            Mark(planned, dependency, $"only {target.Name} needs it");
    }

    private static bool IsNeeded(IReadOnlyList<ExecutableTarget> planned, ExecutableTarget target) => planned.Any(other =>
        other.Status == ExecutionStatus.Scheduled && (other.DependsOn.Contains(target) || other.Triggers.Contains(target)));
}
