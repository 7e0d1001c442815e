namespace Nuke.Common.Execution;

/// <summary>Decides, before anything runs, which targets of the plan are left out.</summary>
/// <param name="planned">The targets of the plan.</param>
internal sealed class Skips(IReadOnlyList<ExecutableTarget> planned)
{
    /// <summary>Marks them.</summary>
    /// <param name="skip">What is to be skipped; null for nothing, empty for all that were not asked for.</param>
    /// <param name="done">What an earlier run has done.</param>
    public void Mark(IReadOnlyList<ExecutableTarget>? skip, IReadOnlyCollection<string> done)
    {
        foreach (var target in planned.Where(t => done.Contains(t.Name))) target.Skip("succeeded in the run before");
        foreach (var target in planned.Where(t => skip is [] ? !t.IsInvoked : skip?.Contains(t) ?? false)) Mark(target, "--skip");
        foreach (var target in planned.Where(t => t.Status == ExecutionStatus.Scheduled))
        {
            if (target.StaticConditions.Find(c => !c.Holds()) is { } condition) Mark(target, $"only when {condition.Text}");
        }
    }

    private void Mark(ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled) return;
        target.Skip(reason);
        if (target.DependencyBehavior == DependencyBehavior.Execute) return;

        foreach (var dependency in target.DependsOn.Where(d => !d.IsInvoked && !IsNeeded(d)))
            Mark(dependency, $"only {target.Name} needs it");
    }

    private bool IsNeeded(ExecutableTarget target) => planned.Any(other =>
        other.Status == ExecutionStatus.Scheduled && (other.DependsOn.Contains(target) || other.Triggers.Contains(target)));
}
