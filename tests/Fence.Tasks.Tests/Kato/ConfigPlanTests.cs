using System.Collections.Immutable;
using CsCheck;
using Fence.Tasks.Kato;

namespace Fence.Tasks.Tests.Kato;

public sealed class ConfigPlanTests
{
    private static readonly ConfigValue Default = new ConfigValue.List(["helion/stack-alsek", "helion/stack/alsek"]);

    private static readonly ConfigRules List = new(KeyIsSingle: false);

    [Fact]
    public void The_new_image_is_first_and_the_former_entries_stay_behind_it_in_order()
    {
        var plan = ConfigPlan.For(Default, "registry:5000/new:1", List);

        Assert.Equal(new ConfigValue.List(["registry:5000/new:1", "helion/stack-alsek", "helion/stack/alsek"]), plan!.After);
        Assert.False(plan.IsNoChange);
    }

    [Fact]
    public void A_string_stays_a_string_unless_told_otherwise()
    {
        var before = new ConfigValue.Text("exampleco/newimg");

        Assert.Equal(new ConfigValue.Text("new:1"), ConfigPlan.For(before, "new:1", List)!.After);
        Assert.Equal(new ConfigValue.List(["new:1", "exampleco/newimg"]), ConfigPlan.For(before, "new:1", List with { ConvertsToList = true })!.After);
        Assert.True(ConfigPlan.ChangesType(before, new ConfigValue.List(["new:1"])));
    }

    [Fact]
    public void Entries_of_the_pipeline_that_are_too_many_go_and_all_others_stay()
    {
        var before = new ConfigValue.List(["r:5000/e/i:3", "r:5000/e/i:2", "by/hand:1", "r:5000/e/i:1", "r:5000/e/i-other:1"]);

        var plan = ConfigPlan.For(before, "r:5000/e/i:4", List with { KeepEntries = 2, Repository = "r:5000/e/i" })!;

        Assert.Equal(new ConfigValue.List(["r:5000/e/i:4", "r:5000/e/i:3", "by/hand:1", "r:5000/e/i-other:1"]), plan.After);
        Assert.Equal(["r:5000/e/i:2", "r:5000/e/i:1"], plan.Dropped);
    }

    [Fact]
    public void Taking_an_image_back_restores_the_former_value_and_keeps_what_somebody_added()
    {
        var plan = ConfigPlan.For(new ConfigValue.List(["a", "b"]), "new:1", List)!;

        Assert.Equal(plan.Before, ConfigPlan.Undo(plan.After, "new:1", plan));
        Assert.Equal(new ConfigValue.List(["a", "b", "theirs"]), ConfigPlan.Undo(new ConfigValue.List(["new:1", "a", "b", "theirs"]), "new:1", plan));
        Assert.Null(ConfigPlan.Undo(new ConfigValue.List(["new:1", "theirs"]), "new:1", plan with { Before = new ConfigValue.Missing() }));
    }

    [Fact]
    public void A_missing_key_gets_a_list_of_one() =>
        Assert.Equal(
            new ConfigPlan(new ConfigValue.Missing(), new ConfigValue.List(["new:1"])),
            ConfigPlan.For(new ConfigValue.Missing(), "new:1", List));

    [Fact]
    public void An_image_that_was_a_fallback_comes_first_and_is_there_once() =>
        Assert.Equal(
            new ConfigValue.List(["b", "a"]),
            ConfigPlan.For(new ConfigValue.List(["a", "b"]), "b", List)!.After);

    [Fact]
    public void The_key_of_release_1_0_stays_a_string() =>
        Assert.Equal(new ConfigValue.Text("new:1"), ConfigPlan.For(new ConfigValue.Text("old"), "new:1", List with { KeyIsSingle = true })!.After);

    [Fact]
    public void What_is_no_image_is_not_overwritten() => Assert.Null(ConfigPlan.For(new ConfigValue.Other("{\"a\":1}"), "new:1", List));

    [Fact]
    public void Planning_twice_changes_nothing_and_loses_no_entry_ever() =>
        Gen.String[Gen.Char['a', 'e'], 1, 2].Array[0, 6].Sample(entries =>
        {
            var before = new ConfigValue.List([.. entries]);
            var plan = ConfigPlan.For(before, "a", List)!;
            var after = (ConfigValue.List)plan.After;

            Assert.Equal("a", after.Items[0]);
            Assert.Equal(entries.Where(e => e != "a").Distinct(), after.Items.Skip(1));
            Assert.True(ConfigPlan.For(plan.After, "a", List)!.IsNoChange);
        });

    [Theory]
    [InlineData("[\"a\",\"b\"]", "a, b")]
    [InlineData("\"a\"", "a")]
    [InlineData("", "nothing")]
    [InlineData("null", "nothing")]
    [InlineData("true", "true")]
    [InlineData("[1]", "[1]")]
    public void Json_is_read_as_what_it_is(string json, string shown) => Assert.Equal(shown, ConfigValue.FromJson(json).ToString());

    [Fact]
    public void A_list_survives_writing_and_reading()
    {
        ConfigValue value = new ConfigValue.List(ImmutableArray.Create("a\"b", "ü", "c d"));

        Assert.Equal(value, ConfigValue.FromJson(value.ToJson()));
    }
}
