using System.Collections.Immutable;

namespace Nuke.Common.Execution;

/// <summary>
/// Makes the plan for the targets asked for. Pure. The order is NUKE's: from the end backwards, the target that is declared
/// first among those that nothing left waits for.
/// </summary>
internal static class ExecutionPlanner
{
    /// <summary>The plan for the given targets.</summary>
    /// <exception cref="CircularTargetsException">Some targets, of the plan or not, wait for each other.</exception>
    public static ExecutionPlan Plan(IReadOnlyList<TargetNode> nodes, IReadOnlyCollection<string> invoked)
    {
        var before = Predecessors(nodes);
        if (FindCycle(nodes, before) is { } cycle) throw new CircularTargetsException(cycle);

        var because = Members(nodes, invoked);
        return new ExecutionPlan(
        [
            .. Order(nodes, before)
                .Where(because.ContainsKey)
                .Select(name => new PlannedTarget(name, Waits(name, before, because), because[name])),
        ]);
    }

    /// <summary>For each target, all that comes before it where both are in the plan; in declared order.</summary>
    private static Dictionary<string, List<string>> Predecessors(IReadOnlyList<TargetNode> nodes)
    {
        var known = nodes.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
        var before = nodes.ToDictionary(
            n => n.Name, n => n.DependsOn.Concat(n.After).Where(known.Contains).ToList(), StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var triggered in node.Triggers.Where(known.Contains)) before[triggered].Add(node.Name);
        }

        return before;
    }

    private static ImmutableArray<string>? FindCycle(IReadOnlyList<TargetNode> nodes, Dictionary<string, List<string>> before)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();

        ImmutableArray<string>? Visit(string name)
        {
            if (done.Contains(name)) return null;
            var start = path.IndexOf(name);
            if (start >= 0) return [.. path[start..], name];

            path.Add(name);
            foreach (var other in before[name])
            {
                if (Visit(other) is { } cycle) return cycle;
            }

            path.RemoveAt(path.Count - 1);
            done.Add(name);
            return null;
        }

        return nodes.Select(node => Visit(node.Name)).FirstOrDefault(cycle => cycle is not null);
    }

    /// <summary>The targets of the plan, each with all the reasons why it is in.</summary>
    private static Dictionary<string, string> Members(IReadOnlyList<TargetNode> nodes, IReadOnlyCollection<string> invoked)
    {
        var byName = nodes.ToDictionary(n => n.Name, StringComparer.Ordinal);
        var found = new Queue<string>(invoked.Where(byName.ContainsKey));
        var members = new HashSet<string>(StringComparer.Ordinal);
        while (found.TryDequeue(out var name))
        {
            if (!members.Add(name)) continue;
            foreach (var other in byName[name].DependsOn.Concat(byName[name].Triggers).Where(byName.ContainsKey)) found.Enqueue(other);
        }

        return members.ToDictionary(name => name, Because, StringComparer.Ordinal);

        string Because(string name)
        {
            var needing = nodes.Where(n => members.Contains(n.Name) && n.DependsOn.Contains(name)).Select(n => n.Name);
            var triggering = nodes.Where(n => members.Contains(n.Name) && n.Triggers.Contains(name)).Select(n => n.Name);
            string[] reasons =
                [invoked.Contains(name) ? "asked for" : "", Named("needed by", needing), Named("triggered by", triggering)];
            return string.Join("; ", reasons.Where(r => r.Length > 0));
        }

        static string Named(string what, IEnumerable<string> names) =>
            string.Join(", ", names) is { Length: > 0 } all ? $"{what} {all}" : "";
    }

    private static List<string> Order(IReadOnlyList<TargetNode> nodes, Dictionary<string, List<string>> before)
    {
        var left = nodes.Select(n => n.Name).ToList();
        var waiting = left.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        foreach (var predecessor in before.Values.SelectMany(all => all.Distinct(StringComparer.Ordinal))) waiting[predecessor]++;

        var order = new List<string>(left.Count);
        while (left.Count > 0)
        {
            var last = left.First(name => waiting[name] == 0);
            left.Remove(last);
            order.Add(last);
            foreach (var predecessor in before[last].Distinct(StringComparer.Ordinal)) waiting[predecessor]--;
        }

        order.Reverse();
        return order;
    }

    /// <summary>
    /// The targets of the plan that come before this one. Where one that is not in the plan stands between two that are,
    /// the order between those two holds all the same, as it does one at a time.
    /// </summary>
    private static ImmutableArray<string> Waits(
        string name, Dictionary<string, List<string>> before, Dictionary<string, string> members)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waits = ImmutableArray.CreateBuilder<string>();

        void Collect(string of)
        {
            foreach (var predecessor in before[of].Where(seen.Add))
            {
                if (members.ContainsKey(predecessor)) waits.Add(predecessor);
                else Collect(predecessor);
            }
        }

        Collect(name);
        return waits.ToImmutable();
    }
}
