using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class BoundedRunTests
{
    private readonly Dictionary<string, TaskCompletionSource> running = new(StringComparer.Ordinal);
    private readonly List<string> begun = [];

    [Fact]
    public async Task No_more_run_at_once_than_the_bounds_allow_in_all_and_per_zone()
    {
        var all = RunAsync(limit: 3, perZone: 2, "a1", "a2", "a3", "b1", "b2");
        Assert.Equal(["a1", "a2", "b1"], begun);

        End("b1");
        Assert.Equal(["a1", "a2", "b1", "b2"], begun);
        End("a1");
        Assert.Equal("a3", begun[^1]);
        End("a2");
        End("a3");
        End("b2");
        await all;
    }

    [Fact]
    public async Task After_a_failure_none_is_begun_and_those_that_run_are_waited_for()
    {
        var all = RunAsync(limit: 2, perZone: null, "a1", "a2", "a3");

        running["a1"].SetException(new InvalidOperationException("no"));
        Assert.False(all.IsCompleted);
        End("a2");

        await Assert.ThrowsAsync<InvalidOperationException>(() => all);
        Assert.Equal(["a1", "a2"], begun);
    }

    [Fact]
    public async Task Ten_thousand_that_end_at_once_are_no_deep_stack()
    {
        var done = 0;

        await BoundedRun<int>.RunAsync(Enumerable.Range(0, 10_000), _ => "z", 8, 4, () => false, _ =>
        {
            done++;
            return Task.CompletedTask;
        });

        Assert.Equal(10_000, done);
    }

    private void End(string item) => running[item].SetResult();

    private Task RunAsync(int limit, int? perZone, params string[] items) => BoundedRun<string>.RunAsync(
        items, item => item[..1], limit, perZone, () => false, item =>
        {
            begun.Add(item);
            return (running[item] = new TaskCompletionSource()).Task;
        });
}
