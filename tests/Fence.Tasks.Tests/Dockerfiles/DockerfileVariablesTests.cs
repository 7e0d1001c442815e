using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class DockerfileVariablesTests
{
    /// <summary>What the last instruction of a Dockerfile says, variables put in.</summary>
    private static string LastOf(string text)
    {
        var last = Dockerfile.Parse(text, "Dockerfile").Instructions[^1];
        return last.Expand(last.Arguments);
    }

    [Theory]
    [InlineData("$A", "1")]
    [InlineData("${A}x", "1x")]
    [InlineData("$AX", "$AX")]
    [InlineData("${A:-2}", "1")]
    [InlineData("${N:-2}", "2")]
    [InlineData("${N-2}", "2")]
    [InlineData("${E:-2}", "2")]
    [InlineData("${E-2}", "")]
    [InlineData("${A:+2}", "2")]
    [InlineData("${N:+2}", "")]
    [InlineData("${E+2}", "2")]
    [InlineData("${A:?no}", "1")]
    [InlineData("${N:?no}", "${N:?no}")]
    [InlineData("${N:-${A}${M:-3}}", "13")]
    [InlineData("${A#1}", "${A#1}")]
    [InlineData("\\$A", "\\$A")]
    [InlineData("'$A'", "'$A'")]
    [InlineData("\"'$A'\"", "\"'1'\"")]
    [InlineData("${A", "${A")]
    [InlineData("$", "$")]
    [InlineData("${}", "${}")]
    public void A_variable_is_put_in_as_far_as_it_is_known(string text, string expanded) =>
        Assert.Equal(expanded, LastOf($"FROM x\nENV A=1 E=\nUSER {text}"));

    [Theory]
    [InlineData("ARG A=1\nFROM $A", "1")]
    [InlineData("ARG A=1\nARG B=$A.2\nFROM x:$B", "x:1.2")]
    [InlineData("ARG A=1\nFROM x\nUSER $A", "$A")]
    [InlineData("ARG A=1\nFROM x\nARG A\nUSER $A", "1")]
    [InlineData("ARG A=1\nFROM x\nARG A=2\nUSER $A", "2")]
    [InlineData("ARG A\nFROM x\nARG A\nUSER $A", "$A")]
    [InlineData("FROM x\nARG A=1\nFROM y\nUSER $A", "$A")]
    [InlineData("FROM x AS b\nENV A=1\nFROM b\nUSER $A", "1")]
    [InlineData("FROM x AS b\nARG A=1\nFROM b\nUSER $A", "$A")]
    [InlineData("FROM x\nUSER $A\nARG A=1\nUSER a", "a")]
    [InlineData("FROM x\nARG A=1\nENV A=2\nUSER $A", "2")]
    [InlineData("FROM x\nENV A='b c'\nUSER $A", "b c")]
    public void A_variable_is_known_where_its_scope_is(string text, string expanded) => Assert.Equal(expanded, LastOf(text));

    [Fact]
    public void A_value_that_doubles_with_every_line_does_not_grow_for_ever()
    {
        var doubling = string.Concat(Enumerable.Repeat("ENV A=$A$A\n", 200));

        Assert.InRange(LastOf($"FROM x\nENV A=0123456789\n{doubling}USER $A").Length, 0, 100_000);
    }
}
