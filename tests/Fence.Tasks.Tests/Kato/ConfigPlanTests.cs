using System.Collections.Immutable;
using CsCheck;
using Fence.Tasks.Kato;

namespace Fence.Tasks.Tests.Kato;

public sealed class ConfigPlanTests
{
    private static readonly ConfigValue Default = new ConfigValue.List(["helion/stack-alsek", "helion/stack/alsek"]);

    [Fact]
    public void The_new_image_is_first_and_the_former_entries_stay_behind_it_in_order()
    {
        var plan = ConfigPlan.For(Default, "registry:5000/new:1", keyIsSingle: false);

        Assert.Equal(new ConfigValue.List(["registry:5000/new:1", "helion/stack-alsek", "helion/stack/alsek"]), plan!.After);
        Assert.False(plan.ChangesType);
        Assert.False(plan.IsNoChange);
    }

    [Fact]
    public void A_string_is_understood_as_its_one_entry_and_becomes_a_list()
    {
        var plan = ConfigPlan.For(new ConfigValue.Text("exampleco/newimg"), "new:1", keyIsSingle: false);

        Assert.Equal(new ConfigValue.List(["new:1", "exampleco/newimg"]), plan!.After);
        Assert.True(plan.ChangesType);
    }

    [Fact]
    public void A_missing_key_gets_a_list_of_one() =>
        Assert.Equal(
            new ConfigPlan(new ConfigValue.Missing(), new ConfigValue.List(["new:1"]), ChangesType: false),
            ConfigPlan.For(new ConfigValue.Missing(), "new:1", keyIsSingle: false));

    [Fact]
    public void An_image_that_was_a_fallback_comes_first_and_is_there_once() =>
        Assert.Equal(
            new ConfigValue.List(["b", "a"]),
            ConfigPlan.For(new ConfigValue.List(["a", "b"]), "b", keyIsSingle: false)!.After);

    [Fact]
    public void The_key_of_release_1_0_stays_a_string() =>
        Assert.Equal(new ConfigValue.Text("new:1"), ConfigPlan.For(new ConfigValue.Text("old"), "new:1", keyIsSingle: true)!.After);

    [Fact]
    public void What_is_no_image_is_not_overwritten() => Assert.Null(ConfigPlan.For(new ConfigValue.Other("{\"a\":1}"), "new:1", keyIsSingle: false));

    [Fact]
    public void Planning_twice_changes_nothing_and_loses_no_entry_ever() =>
        Gen.String[Gen.Char['a', 'e'], 1, 2].Array[0, 6].Sample(entries =>
        {
            var before = new ConfigValue.List([.. entries]);
            var plan = ConfigPlan.For(before, "a", keyIsSingle: false)!;
            var after = (ConfigValue.List)plan.After;

            Assert.Equal("a", after.Items[0]);
            Assert.Equal(entries.Where(e => e != "a").Distinct(), after.Items.Skip(1));
            Assert.True(ConfigPlan.For(plan.After, "a", keyIsSingle: false)!.IsNoChange);
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
