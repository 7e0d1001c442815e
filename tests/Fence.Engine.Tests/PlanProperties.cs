using System.Collections.Immutable;
using CsCheck;
using Nuke.Common.Execution;

namespace Fence.Engine.Tests;

/// <summary>What holds for the plan of every graph, and for every run of it.</summary>
public sealed class PlanProperties
{
    // Edges lead to targets of a lower number only, so that there is no circle; the declared order is another one.
    private static readonly Gen<ImmutableArray<Node>> Graphs =
        from count in Gen.Int[1, 9]
        from edges in Gen.Select(Gen.Int[0, count - 1], Gen.Int[0, count - 1], Gen.Int[0, 2]).Array[0, count * 2]
        from order in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        select order.Select(i => new Node(
            Name(i), Lower(edges, i, kind: 0), Lower(edges, i, kind: 1),
            [.. edges.Where(e => e.Item3 == 2 && e.Item1 == i && e.Item2 > i).Select(e => Name(e.Item2)).Distinct()])).ToImmutableArray();

    private static readonly Gen<(ImmutableArray<Node> Nodes, ImmutableArray<string> Invoked)> Requests =
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
        foreach (var step in Plan(r.Nodes, r.Invoked).Steps)
        {
            Assert.Subset(seen, Names(step.Waits));
            seen.Add(step.Target.Name);
        }
    });

    [Fact]
    public void The_order_is_that_of_the_declarations_where_nothing_else_decides()
    {
        Node[] nodes = [Of("A"), Of("B"), Of("C"), Of("D", "A", "B", "C")];

        // From the end backwards, the first declared: as NUKE does it.
        Assert.Equal(["C", "B", "A", "D"], Plan([.. nodes], ["D"]).Targets.Select(t => t.Name));
    }

    [Fact]
    public void An_order_by_way_of_a_target_that_is_not_in_the_plan_holds_all_the_same()
    {
        Node[] nodes = [Of("First"), Of("Between") with { After = ["First"] }, Of("Last") with { After = ["Between"] }];

        var plan = Plan([.. nodes], ["Last", "First"]);

        Assert.Equal(["First", "Last"], plan.Targets.Select(t => t.Name));
        Assert.Equal(["First"], Names(plan.Steps[1].Waits));
    }

    [Fact]
    public void The_arrows_of_a_plan_lead_to_all_that_a_target_waits_for_and_none_of_them_could_be_left_out() => Requests.Sample(r =>
    {
        var plan = Plan(r.Nodes, r.Invoked);
        var arrows = PlanView.Arrows(plan).Select(a => (From: a.From.Name, To: a.To.Name)).ToList();

        foreach (var step in plan.Steps)
        {
            Assert.Subset(Before(step.Target.Name, arrows), Names(step.Waits));
            foreach (var arrow in arrows.Where(a => a.To == step.Target.Name))
                Assert.DoesNotContain(arrow.From, Before(step.Target.Name, [.. arrows.Where(a => a != arrow)]));
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
        var lines = PlanTree.For(plan, new Ansi(enabled: false)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var told = lines.Where(l => !l.EndsWith("as above", StringComparison.Ordinal))
            .Select(l => l[3..].Trim().Split(' ').First(w => r.Nodes.Any(n => n.Name == w)));
        Assert.Equal(plan.Targets.Select(t => t.Name).Order(), told.Order());
    });

    [Fact]
    public void A_circle_is_always_found_and_is_one() => Gen.Select(Graphs, Gen.Int[0, 100], Gen.Int[1, 5]).Sample((nodes, start, length) =>
    {
        var circle = Enumerable.Range(0, Math.Min(length, nodes.Length)).Select(i => nodes[(start + i) % nodes.Length].Name).Distinct().ToList();
        var closed = nodes.Select(n => circle.IndexOf(n.Name) is >= 0 and var i ? n with { DependsOn = n.DependsOn.Add(circle[(i + 1) % circle.Count]) } : n).ToImmutableArray();

        var cycle = Assert.Throws<CircularTargetsException>(() => Plan(closed, [closed[0].Name])).Circle.Select(t => t.Name).ToList();

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
            Assert.All(started, s => Assert.Subset(s.EndedBefore, Names(plan.Steps.First(step => step.Target.Name == s.Name).Waits)));
            Assert.True(most <= parallel);
            if (parallel == 1) Assert.Equal(plan.Targets.Select(t => t.Name), ended);
        }, iter: 300);

    private static (List<(string Name, HashSet<string> EndedBefore)> Started, List<string> Ended, int Most) Run(ExecutionPlan plan, int parallel, int[] yields)
    {
        var gate = new Lock();
        var (started, ended, now, most) = (new List<(string, HashSet<string>)>(), new List<string>(), 0, 0);
        foreach (var (i, target) in plan.Targets.Index())
        {
            target.Status = ExecutionStatus.Scheduled;
            target.Bodies.Add(async () =>
            {
                lock (gate)
                {
                    started.Add((target.Name, [.. ended]));
                    most = Math.Max(most, ++now);
                }

                for (var y = 0; y < yields[i]; y++) await Task.Yield();
                lock (gate)
                {
                    now--;
                    ended.Add(target.Name);
                }
            });
        }

        new TargetRunner(plan, new BuildSettings { Parallel = parallel }, new NoEvents(), new TaskCompletionSource().Task, TimeProvider.System).RunAsync().GetAwaiter().GetResult();
        return (started, ended, most);
    }

    private static ExecutionPlan Plan(ImmutableArray<Node> nodes, ImmutableArray<string> invoked)
    {
        var targets = nodes.Select(n => new ExecutableTarget(n.Name, d => d) { IsInvoked = invoked.Contains(n.Name) }).ToList();
        foreach (var (node, target) in nodes.Zip(targets))
        {
            target.DependsOn.UnionWith(node.DependsOn.Select(Target));
            target.RunsAfter.UnionWith(node.After.Select(Target));
            target.Triggers.UnionWith(node.Triggers.Select(Target));
        }

        return ExecutionPlanner.Plan(targets, [.. invoked.Select(Target)]);

        ExecutableTarget Target(string name) => targets.First(t => t.Name == name);
    }

    private static IEnumerable<(string First, string Second)> Edges(ImmutableArray<Node> nodes) => nodes.SelectMany(n =>
        n.DependsOn.Concat(n.After).Select(first => (first, n.Name)).Concat(n.Triggers.Select(second => (n.Name, second))));

    private static HashSet<string> Names(IEnumerable<ExecutableTarget> targets) => [.. targets.Select(t => t.Name)];

    private static Node Of(string name, params string[] dependsOn) => new(name, [.. dependsOn], [], []);

    private static ImmutableArray<string> Lower((int, int, int)[] edges, int i, int kind) =>
        [.. edges.Where(e => e.Item3 == kind && e.Item1 == i && e.Item2 < i).Select(e => Name(e.Item2)).Distinct()];

    private static string Name(int i) => $"T{i}";

    private sealed record Node(string Name, ImmutableArray<string> DependsOn, ImmutableArray<string> After, ImmutableArray<string> Triggers);

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
