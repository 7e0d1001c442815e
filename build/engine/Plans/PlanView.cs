namespace Nuke.Common.Execution;

/// <summary>What is drawn of a plan: for each target what there is to remark, and who waits for whom.</summary>
internal static class PlanView
{
    /// <summary>Why it will not run, and what is only known when its turn has come.</summary>
    public static IEnumerable<string> Remarks(ExecutableTarget target) =>
    [
        .. target.Status == ExecutionStatus.Skipped ? [$"skipped: {target.Reason}"] : (string[])[],
        .. target.DynamicConditions.Select(c => $"only when {c.Text}"),
    ];

    /// <summary>
    /// Who waits for whom, without what follows from the others: where A waits for B and B for C, A waits for C anyway.
    /// </summary>
    public static IEnumerable<PlanArrow> Arrows(ExecutionPlan plan)
    {
        var earlier = new Dictionary<ExecutableTarget, HashSet<ExecutableTarget>>();
        foreach (var step in plan.Steps)
        {
            var further = step.Waits.SelectMany(w => earlier[w]).ToHashSet();
            earlier[step.Target] = [.. further, .. step.Waits];
            foreach (var direct in step.Waits.Where(w => !further.Contains(w))) yield return new(direct, step.Target);
        }
    }
}

/// <summary>A target that comes before another.</summary>
internal sealed record PlanArrow(ExecutableTarget From, ExecutableTarget To)
{
    /// <summary>Why: it is needed, it triggers, or it is only before.</summary>
    public string Kind => To.DependsOn.Contains(From) ? "needed" : From.Triggers.Contains(To) ? "triggers" : "before";
}
