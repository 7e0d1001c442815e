using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Runs;

public sealed class RetryTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<double> pauses = [];

    [Theory]
    [InlineData(FailureKind.Unknown)]
    [InlineData(FailureKind.Refused)]
    [InlineData(FailureKind.NotFound)]
    [InlineData(FailureKind.DiskFull)]
    public async Task What_cannot_pass_is_not_tried_again(FailureKind kind)
    {
        var tries = 0;

        await Assert.ThrowsAsync<FenceException>(() => RunAsync(() => ++tries, kind));

        Assert.Equal(1, tries);
    }

    [Theory]
    [InlineData(FailureKind.Connection)]
    [InlineData(FailureKind.Busy)]
    public async Task What_may_pass_is_tried_four_times_with_pauses_that_grow(FailureKind kind)
    {
        var tries = 0;
        var running = RunAsync(() => ++tries, kind);
        for (var i = 0; i < 3; i++)
            clock.Advance(TimeSpan.FromSeconds(4));

        await Assert.ThrowsAsync<FenceException>(() => running);

        Assert.Equal(4, tries);
        Assert.Equal([0.75, 1.5, 3], pauses);
    }

    private Task RunAsync(Action act, FailureKind kind) => new Retry(clock, () => 0.5).RunAsync(
        () =>
        {
            act();
            return Task.FromException(new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("X1", "no")) { Kind = kind });
        },
        (_, pause) => pauses.Add(pause.TotalSeconds),
        TestContext.Current.CancellationToken);
}
