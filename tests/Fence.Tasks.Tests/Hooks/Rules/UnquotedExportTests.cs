namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class UnquotedExportTests
{
    [Theory]
    [InlineData("export A=`date`", "2:10 FH017")]
    [InlineData("export A=$(date)", "2:10 FH017")]
    [InlineData("export A=$B", "2:10 FH017")]
    [InlineData("export A=\"$B\"/${C}", "2:15 FH017")]
    [InlineData("declare -x A=$B", "2:14 FH017")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH017", lines));

    [Theory]
    [InlineData("export A=\"$(date)\"")]
    [InlineData("export A=\"`date`\"")]
    [InlineData("A=$(date)")]
    [InlineData("readonly A=$B")]
    [InlineData("export A=1")]
    [InlineData("export A='$B'")]
    [InlineData("export A=$((1 + 2))")]
    [InlineData("export \"$NAME\"")]
    [InlineData("export A=\"x $B\"")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH017", lines));
}
