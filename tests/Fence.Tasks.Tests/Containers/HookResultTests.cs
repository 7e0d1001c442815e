using Fence.Tasks.Containers;

namespace Fence.Tasks.Tests.Containers;

public sealed class HookResultTests
{
    [Fact]
    public void Values_of_any_kind_come_through_and_what_bash_keeps_for_itself_does_not()
    {
        var result = HookResult.Parse("ended\0A=1\0B=two\nlines = more\0C=\0PWD=/x\0SHLVL=2\0_=/usr/bin/env\0D\0");

        Assert.Equal(["A=1", "B=two\nlines = more", "C="], result.Exported.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["D"], result.Valueless);
        Assert.Equal(HookState.Ended, result.State);
    }

    [Theory]
    [InlineData("begun\0", nameof(HookState.Replaced))]
    [InlineData("not-executable\0", nameof(HookState.NotExecutable))]
    [InlineData("no-folder\0", nameof(HookState.NoFolder))]
    [InlineData("", nameof(HookState.Untold))]
    [InlineData(null, nameof(HookState.Untold))]
    public void How_far_it_came(string? told, string state) => Assert.Equal(state, HookResult.Parse(told).State.ToString());
}
