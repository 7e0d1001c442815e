using System.Collections.Immutable;
using CsCheck;
using Nuke.Common.Execution;

namespace Fence.Engine.Tests;

/// <summary>What holds for the plan of every graph, and for every run of it.</summary>
public sealed class PlanProperties
{
    // Edges lead to targets of a lower number only, so that there is no circle; the declared order is another one.
    private static readonly Gen<ImmutableArray<TargetNode>> Graphs =
        from count in Gen.Int[1, 9]
        from edges in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Int[0, 2]).Array[0, count * 2]
        from order in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        select order.Select(i => new TargetNode(
            Name(i), Lower(edges, i, kind: 0), Lower(edges, i, kind: 1),
            [.. edges.Where(e => e.Item3 == 2 && e.Item1 == i && e.Item2 > i).Select(e => Name(e.Item2)).Distinct()])).ToImmutableArray();

    private static readonly Gen<(ImmutableArray<TargetNode> Nodes, ImmutableArray<string> Invoked)> Requests =
        from nodes in Graphs
        from wanted in Gen.Int[0, nodes.Length - 1].Array[1, 3]
        select (nodes, wanted.Select(i => nodes[i].Name).Distinct().ToImmutableArray());

    [Fact]
    public void The_order_respects_every_edge() => Requests.Sample(r =>
    {
        var order = Plan(r.Nodes, r.Invoked).Targets.Select(t => t.Name).ToList();
        foreach (var (first, second) in Edges(r.Nodes).Where(e => order.Contains(e.First) && order.Contains(e.Second)))
            Assert.True(order.IndexOf(first) < order.IndexOf(second), $"{first} before {second} in {string.Join(' ', order)}");
    });

    [Fact]
    public void The_plan_has_what_is_asked_for_with_all_it_depends_on_and_triggers_and_nothing_else() => Requests.Sample(r =>
    {
        var expected = r.Invoked.ToHashSet();
        var byName = r.Nodes.ToDictionary(n => n.Name);
        while (expected.Concat(expected.SelectMany(n => byName[n].DependsOn.Concat(byName[n].Triggers))).ToHashSet() is var more && more.Count > expected.Count)
            expected = more;

        var order = Plan(r.Nodes, r.Invoked).Targets.Select(t => t.Name).ToList();
        Assert.Equal(expected.Order(), order.Order());
    });

    [Fact]
    public void No_target_waits_for_one_that_is_not_before_it() => Requests.Sample(r =>
    {
        var seen = new HashSet<string>();
        foreach (var target in Plan(r.Nodes, r.Invoked).Targets)
        {
            Assert.Subset(seen, target.Waits.ToHashSet());
            seen.Add(target.Name);
        }
    });

    [Fact]
    public void The_order_is_that_of_the_declarations_where_nothing_else_decides()
    {
        TargetNode[] nodes = [Node("A"), Node("B"), Node("C"), Node("D", "A", "B", "C")];

        // From the end backwards, the first declared: as NUKE does it.
        Assert.Equal(["C", "B", "A", "D"], Plan([.. nodes], ["D"]).Targets.Select(t => t.Name));
    }

    [Fact]
    public void An_order_by_way_of_a_target_that_is_not_in_the_plan_holds_all_the_same()
    {
        TargetNode[] nodes = [Node("First"), Node("Between") with { After = ["First"] }, Node("Last") with { After = ["Between"] }];

        var plan = Plan([.. nodes], ["Last", "First"]);

        Assert.Equal(["First", "Last"], plan.Targets.Select(t => t.Name));
        Assert.Equal(["First"], plan.Targets[1].Waits);
    }

    [Fact]
    public void The_arrows_of_a_plan_lead_to_all_that_a_target_waits_for_and_none_of_them_could_be_left_out() => Requests.Sample(r =>
    {
        var plan = Plan(r.Nodes, r.Invoked);
        var targets = plan.Targets.ToDictionary(t => t.Name, t => new ExecutableTarget(t.Name, _ => _));
        var arrows = PlanView.Of(plan, targets).Arrows().Select(a => (From: a.From.Name, To: a.To.Name)).ToList();

        foreach (var target in plan.Targets)
        {
            var waits = target.Waits.ToHashSet();
            Assert.Subset(Before(target.Name, arrows), waits);
            foreach (var arrow in arrows.Where(a => a.To == target.Name))
                Assert.DoesNotContain(arrow.From, Before(target.Name, [.. arrows.Where(a => a != arrow)]));
        }

        static HashSet<string> Before(string name, List<(string From, string To)> arrows)
        {
            var direct = arrows.Where(a => a.To == name).Select(a => a.From).ToList();
            return [.. direct, .. direct.SelectMany(d => Before(d, arrows))];
        }
    });

    [Fact]
    public void The_tree_of_a_plan_names_every_target() => Requests.Sample(r =>
    {
        var plan = Plan(r.Nodes, r.Invoked);
        var targets = r.Nodes.ToDictionary(n => n.Name, n => new ExecutableTarget(n.Name, _ => _) { Invoked = r.Invoked.Contains(n.Name) });
        foreach (var node in r.Nodes)
        {
            foreach (var other in node.DependsOn) targets[node.Name].DependsOn.Add(targets[other]);
            foreach (var other in node.Triggers) targets[node.Name].Triggers.Add(targets[other]);
        }

        var lines = PlanTree.For(PlanView.Of(plan, targets), new Ansi(enabled: false)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var told = lines.Where(l => !l.EndsWith("as above", StringComparison.Ordinal))
            .Select(l => l[3..].Trim().Split(' ').First(w => targets.ContainsKey(w)));
        Assert.Equal(plan.Targets.Select(t => t.Name).Order(), told.Order());
    });

    [Fact]
    public void A_circle_is_always_found_and_is_one() => Gen.Select(Graphs, Gen.Int[0, 100], Gen.Int[1, 5]).Sample((nodes, start, length) =>
    {
        var circle = Enumerable.Range(0, Math.Min(length, nodes.Length)).Select(i => nodes[(start + i) % nodes.Length].Name).Distinct().ToList();
        var closed = nodes.Select(n => circle.IndexOf(n.Name) is >= 0 and var i ? n with { DependsOn = n.DependsOn.Add(circle[(i + 1) % circle.Count]) } : n).ToImmutableArray();

        var cycle = Assert.Throws<CircularTargetsException>(() => Plan(closed, [closed[0].Name])).Cycle;

        var edges = Edges(closed).ToHashSet();
        Assert.Equal(cycle[0], cycle[^1]);
        Assert.All(cycle.Zip(cycle.Skip(1)), pair => Assert.Contains((pair.Second, pair.First), edges));
    });

    [Fact]
    public void At_any_parallelism_each_target_runs_once_and_never_before_what_it_waits_for() =>
        Gen.Select(Requests, Gen.Int[1, 6], Gen.Int[0, 8].Array[9]).Sample((request, parallel, yields) =>
        {
            var plan = Plan(request.Nodes, request.Invoked);
            var (started, ended, most) = Run(plan, parallel, yields);

            Assert.Equal(plan.Targets.Select(t => t.Name).Order(), started.Select(s => s.Name).Order());
            Assert.All(started, s => Assert.Subset(s.EndedBefore, plan.Targets.First(t => t.Name == s.Name).Waits.ToHashSet()));
            Assert.True(most <= parallel);
            if (parallel == 1) Assert.Equal(plan.Targets.Select(t => t.Name), ended);
        }, iter: 300);

    private static (List<(string Name, HashSet<string> EndedBefore)> Started, List<string> Ended, int Most) Run(ExecutionPlan plan, int parallel, int[] yields)
    {
        var gate = new Lock();
        var (started, ended, now, most) = (new List<(string, HashSet<string>)>(), new List<string>(), 0, 0);
        var targets = plan.Targets.Select((t, i) =>
        {
            var target = new ExecutableTarget(t.Name, d => d) { Status = ExecutionStatus.Scheduled };
            target.Bodies.Add(async () =>
            {
                lock (gate)
                {
                    started.Add((t.Name, [.. ended]));
                    most = Math.Max(most, ++now);
                }

                for (var y = 0; y < yields[i]; y++) await Task.Yield();
                lock (gate)
                {
                    now--;
                    ended.Add(t.Name);
                }
            });
            return target;
        }).ToDictionary(t => t.Name);

        new TargetRunner(plan, targets, parallel, new NoEvents(), new TaskCompletionSource().Task, TimeProvider.System).RunAsync().GetAwaiter().GetResult();
        return (started, ended, most);
    }

    private static ExecutionPlan Plan(ImmutableArray<TargetNode> nodes, ImmutableArray<string> invoked) => ExecutionPlanner.Plan(nodes, invoked);

    private static IEnumerable<(string First, string Second)> Edges(ImmutableArray<TargetNode> nodes) => nodes.SelectMany(n =>
        n.DependsOn.Concat(n.After).Select(first => (first, n.Name)).Concat(n.Triggers.Select(second => (n.Name, second))));

    private static TargetNode Node(string name, params string[] dependsOn) => new(name, [.. dependsOn], [], []);

    private static ImmutableArray<string> Lower((int, int, int)[] edges, int i, int kind) =>
        [.. edges.Where(e => e.Item3 == kind && e.Item1 == i && e.Item2 < i).Select(e => Name(e.Item2)).Distinct()];

    private static string Name(int i) => $"T{i}";

    private sealed class NoEvents : IRunnerEvents
    {
        public void Queued(ExecutableTarget target)
        {
        }

        public void Starting(ExecutableTarget target)
        {
        }

        public void Ended(ExecutableTarget target, Exception? exception) => Assert.Null(exception);
    }
}
