using System.Collections.Immutable;

namespace Nuke.Common.Execution;

/// <summary>The plan with all that can be told about it before it runs; what it is drawn from.</summary>
/// <param name="Steps">The targets, in the order in which one at a time would run them.</param>
internal sealed record PlanView(ImmutableArray<PlanStep> Steps)
{
    public static PlanView Of(ExecutionPlan plan, IReadOnlyDictionary<string, ExecutableTarget> targets) =>
        new([.. plan.Targets.Select((t, i) => new PlanStep(i + 1, targets[t.Name], t.Because, t.Waits))]);

    /// <summary>Who waits for whom, without what follows from the others: where A waits for B and B for C, A waits for C anyway.</summary>
    public IReadOnlyList<PlanArrow> Arrows()
    {
        var byName = Steps.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var earlier = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var arrows = new List<PlanArrow>();
        foreach (var step in Steps)
        {
            var further = step.Waits.SelectMany(w => earlier[w]).ToHashSet(StringComparer.Ordinal);
            arrows.AddRange(step.Waits.Where(w => !further.Contains(w)).Select(w => PlanArrow.Between(byName[w], step)));
            earlier[step.Name] = [.. further, .. step.Waits];
        }

        return arrows;
    }
}

/// <summary>A target in the plan.</summary>
/// <param name="Number">Its place in the order of one at a time, from 1.</param>
/// <param name="Target">The target.</param>
/// <param name="Because">Why it is in.</param>
/// <param name="Waits">The names of the targets of the plan that have to be over first.</param>
internal sealed record PlanStep(int Number, ExecutableTarget Target, string Because, ImmutableArray<string> Waits)
{
    public string Name => Target.Name;

    public bool IsSkipped => Target.Status == ExecutionStatus.Skipped;

    /// <summary>Why it will not run, and what is only known when its turn has come.</summary>
    public IEnumerable<string> Remarks =>
        Target.DynamicConditions.Select(c => $"only when {c.Text}").Prepend(IsSkipped ? $"skipped: {Target.Reason}" : "")
            .Where(r => r.Length > 0);
}

/// <summary>Why one target of the plan comes before another.</summary>
internal enum PlanArrowKind
{
    Needed,
    Triggers,
    Before,
}

/// <summary>A target that comes before another.</summary>
internal sealed record PlanArrow(PlanStep From, PlanStep To, PlanArrowKind Kind)
{
    public static PlanArrow Between(PlanStep from, PlanStep to) => new(from, to, to.Target.DependsOn.Contains(from.Target)
        ? PlanArrowKind.Needed
        : from.Target.Triggers.Contains(to.Target) ? PlanArrowKind.Triggers : PlanArrowKind.Before);
}
