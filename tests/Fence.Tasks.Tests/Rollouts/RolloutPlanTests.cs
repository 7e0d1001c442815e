using System.Collections.Immutable;
using CsCheck;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class RolloutPlanTests
{
    [Fact]
    public void The_canary_is_first_and_all_others_are_one_wave() =>
        Assert.Equal(["canary: n1", "wave 1: s1, n2, s2"], Lines(new RolloutDefinition(), Node("n1", "north"), Node("n2", "north"), Node("s1", "south"), Node("s2", "south")));

    [Fact]
    public void Waves_take_from_all_zones_in_turn_and_what_is_left_is_the_last() => Assert.Equal(
        ["canary: n1", "wave 1: s1", "wave 2: n2, n3", "wave 3: n4"],
        Lines(
            new RolloutDefinition { Waves = [Amount.Of(1), Amount.Percent(40)] },
            Node("n1", "north"), Node("n2", "north"), Node("n3", "north"), Node("n4", "north"), Node("s1", "south")));

    [Fact]
    public void A_wave_a_zone() => Assert.Equal(
        ["canary: n1, s1", "zone north: n2, n3", "zone south: s2"],
        Lines(
            new RolloutDefinition { Canary = Amount.Of(2), WavePerZone = true },
            Node("n1", "north"), Node("n2", "north"), Node("n3", "north"), Node("s1", "south"), Node("s2", "south")));

    [Fact]
    public void The_first_of_each_mirror_goes_before_the_others_once() => Assert.Equal(
        ["canary: a1 (first of a:5000)", "wave 1: b1 (first of b:5000), a2, b2"],
        Lines(new RolloutDefinition(), Node("a1", "a", "a:5000"), Node("a2", "a", "a:5000"), Node("b1", "b", "b:5000"), Node("b2", "b", "b:5000")));

    [Fact]
    public void What_is_out_of_service_or_not_in_the_limit_is_left_out_with_its_reason()
    {
        var plan = RolloutPlan.For(
            new RolloutDefinition(), [Node("n1", "north"), Node("n2", "north") with { OutOfService = "no disk" }, Node("s1", "south")], ["north"]);

        Assert.Equal(["canary: n1", "left out: n2, out of service: no disk", "left out: s1, not in --limit"], plan.Lines);
        Assert.True(plan.IsPartial);
    }

    [Fact]
    public void A_limit_that_names_nothing_is_refused_with_what_there_is()
    {
        var refused = Assert.Throws<FenceException>(() => RolloutPlan.For(new RolloutDefinition(), [Node("n1", "north")], ["dea-9"]));

        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Equal(("--limit names no DEA and no zone: dea-9", "There are: n1, north"), (refused.Diagnostics[0].Message, refused.Diagnostics[0].Remedy));
    }

    [Theory]
    [InlineData("0", 100, 0)]
    [InlineData("10%", 25, 2)]
    [InlineData("7", 3, 3)]
    public void A_failure_budget_is_never_more_than_it_says(string budget, int nodes, int most)
    {
        var plan = RolloutPlan.For(
            new RolloutDefinition { FailureBudget = Amount.Parse(budget)!.Value },
            [.. Enumerable.Range(0, nodes).Select(i => Node($"n{i}", "z"))],
            []);

        Assert.Equal(most, plan.FailureBudget);
    }

    [Fact]
    public void Every_DEA_in_service_is_in_exactly_one_wave_whatever_the_sizes_are() => Gen.Select(
        Gen.Int[0, 12], Gen.Select(Gen.Int[1, 100], Gen.Bool).Array[0, 4], Gen.Int[1, 30], Gen.Int[1, 4], Gen.Bool).Sample((canary, sizes, count, zones, perZone) =>
    {
        var deas = Enumerable.Range(0, count).Select(i => Node($"n{i}", $"z{i % zones}", i % 3 == 0 ? $"m{i % zones}:5000" : null)).ToImmutableArray();
        var plan = RolloutPlan.For(
            new RolloutDefinition { Canary = Amount.Of(canary), WavePerZone = perZone, Waves = [.. sizes.Select(size => new Amount(size.Item1, size.Item2))] },
            deas, []);

        Assert.Equal(deas.Select(dea => dea.Name).Order(StringComparer.Ordinal), plan.Nodes.Select(dea => dea.Name).Order(StringComparer.Ordinal));
        Assert.All(plan.Waves, wave => Assert.NotEmpty(wave.Nodes));
        var seeds = plan.Waves.SelectMany(wave => wave.Seeds).Select(seed => seed.Mirror).ToList();
        Assert.Equal(deas.Select(dea => dea.Mirror).OfType<string>().Distinct().Order(StringComparer.Ordinal), seeds.Order(StringComparer.Ordinal));
    });

    private static NodeDefinition Node(string name, string zone, string? mirror = null) => new(name, "unix:///none") { Zone = zone, Mirror = mirror };

    private static IReadOnlyList<string> Lines(RolloutDefinition how, params NodeDefinition[] deas) => RolloutPlan.For(how, [.. deas], []).Lines;
}
