using static Fence.Tasks.Tests.Policy.PolicyExamples;

namespace Fence.Tasks.Tests.Policy.Rules;

public sealed class SudoUnacknowledgedTests
{
    [Fact]
    public void Catches_a_quota_that_nobody_answers_for() => Assert.Equal("5:7 FP002", Places("FP002", Sudo));

    [Fact]
    public void Does_not_catch_what_is_acknowledged() => Assert.Equal("", Places("FP002", Sudo + Acknowledged("allow_sudo")));

    [Fact]
    public void Does_not_catch_a_quota_without_sudo() =>
        Assert.Equal("", Places("FP002", Sudo.Replace("true", "false", StringComparison.Ordinal)));
}
