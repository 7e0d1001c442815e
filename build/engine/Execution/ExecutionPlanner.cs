using System.Collections.Immutable;

namespace Nuke.Common.Execution;

/// <summary>
/// Makes the plan for the targets asked for. Pure. The order is NUKE's: from the end backwards, the target that is declared
/// first among those that nothing left waits for.
/// </summary>
/// <param name="targets">All targets of the build, as declared.</param>
/// <param name="invoked">Those that were asked for.</param>
internal sealed class ExecutionPlanner(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ExecutableTarget> invoked)
{
    /// <summary>For each target, all that comes before it where both are in the plan.</summary>
    private readonly Dictionary<ExecutableTarget, HashSet<ExecutableTarget>> before = targets.ToDictionary(
        target => target,
        target => target.DependsOn.Union(target.RunsAfter).Union(targets.Where(t => t.Triggers.Contains(target))).ToHashSet());

    private readonly HashSet<ExecutableTarget> members = [];

    /// <summary>The plan.</summary>
    /// <exception cref="CircularTargetsException">Some targets, of the plan or not, wait for each other.</exception>
    public static ExecutionPlan Plan(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<ExecutableTarget> invoked) =>
        new ExecutionPlanner(targets, invoked).Plan();

    private ExecutionPlan Plan()
    {
        foreach (var target in invoked) Add(target);
        var order = Order().Where(members.Contains);
        return new([.. order.Select((target, i) => new PlanStep(i + 1, target, Waits(target), Because(target)))]);
    }

    private void Add(ExecutableTarget target)
    {
        if (!members.Add(target)) return;
        foreach (var other in target.DependsOn.Concat(target.Triggers)) Add(other);
    }

    private Stack<ExecutableTarget> Order()
    {
        var left = targets.ToList();
        var order = new Stack<ExecutableTarget>();
        while (left.Count > 0)
        {
            var last = left.Find(target => !left.Exists(other => before[other].Contains(target)));
            left.Remove(last ?? throw new CircularTargetsException(Circle(left)));
            order.Push(last);
        }

        return order;
    }

    // Each of these is waited for by another one of them, so who goes from one to the next comes round.
    private List<ExecutableTarget> Circle(List<ExecutableTarget> left)
    {
        var path = new List<ExecutableTarget>();
        var next = left[0];
        while (!path.Contains(next))
        {
            path.Add(next);
            next = left.Find(other => before[other].Contains(next))!;
        }

        return [next, .. path[path.IndexOf(next)..].AsEnumerable().Reverse()];
    }

    /// <summary>
    /// The targets of the plan that come before this one. Where one that is not in the plan stands between two that are,
    /// the order between those two holds all the same, as it does one at a time.
    /// </summary>
    private ImmutableArray<ExecutableTarget> Waits(ExecutableTarget target)
    {
        var seen = new HashSet<ExecutableTarget>();
        return [.. Collect(target)];

        IEnumerable<ExecutableTarget> Collect(ExecutableTarget of) =>
            before[of].Where(seen.Add).SelectMany(other => members.Contains(other) ? [other] : Collect(other));
    }

    private string Because(ExecutableTarget target)
    {
        string[] reasons =
        [
            invoked.Contains(target) ? "asked for" : "",
            Named("needed by", members.Where(m => m.DependsOn.Contains(target))),
            Named("triggered by", members.Where(m => m.Triggers.Contains(target))),
        ];
        return string.Join("; ", reasons.Where(r => r.Length > 0));
    }

    // In the order of the declarations.
    private string Named(string what, IEnumerable<ExecutableTarget> some) =>
        string.Join(", ", targets.Intersect(some)) is { Length: > 0 } all ? $"{what} {all}" : "";
}
