using Fence.Tasks.Reports;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Reports;

public sealed class RolloutProgressTests
{
    private const long Megabyte = 1_000_000;

    private RolloutProgress progress = RolloutProgress.None;

    [Fact]
    public void Waves_DEAs_bytes_speed_and_the_time_left_are_shown()
    {
        At(0, new RolloutStarted(10, 2), new WaveStarted("canary", 1, 1), new NodeStarted("dea-1"));
        At(1, new NodeProgressed("dea-1", 50 * Megabyte, 100 * Megabyte));
        At(2, new NodeProgressed("dea-1", 100 * Megabyte, 100 * Megabyte), new NodeEnded("dea-1", IsGood: true));
        At(2, new WaveStarted("wave 1", 2, 9), new NodeStarted("dea-10"), new NodeStarted("dea-2"), new NodeStarted("dea-3"));
        At(3, new NodeProgressed("dea-10", 25 * Megabyte, 100 * Megabyte));
        At(4, new NodeProgressed("dea-2", 75 * Megabyte, 100 * Megabyte));

        // 200 MB in 4 s. Left are 75 and 25 MB of two, and of 7 more what one gets: 800 MB.
        Assert.Equal(
            [
                "  wave 1 (2 of 2), 1 of 10 DEAs have the image, 3 at it",
                "  200.0 MB at 50.0 MB/s, about 16.0 s left",
                "    dea-10 █████░░░░░░░░░░░░░░░ 25.0 MB of 100.0 MB",
                "    dea-2  ███████████████░░░░░ 75.0 MB of 100.0 MB",
                "    dea-3  …",
            ],
            progress.Lines(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void The_speed_is_that_of_the_last_ten_seconds_and_a_standstill_is_said()
    {
        At(0, new RolloutStarted(1, 1), new NodeStarted("dea-1"));
        At(10, new NodeProgressed("dea-1", 500 * Megabyte, 1000 * Megabyte));
        At(20, new NodeProgressed("dea-1", 600 * Megabyte, 1000 * Megabyte));
        At(30, new NodeProgressed("dea-1", 600 * Megabyte, 1000 * Megabyte));

        Assert.Equal("  600.0 MB, nothing for 15.0 s", progress.Lines(TimeSpan.FromSeconds(35))[1]);

        At(31, new NodeProgressed("dea-1", 611 * Megabyte, 1000 * Megabyte));
        Assert.Equal("  611.0 MB at 1.0 MB/s, about 6 min 29 s left", progress.Lines(TimeSpan.FromSeconds(31))[1]);
    }

    [Fact]
    public void Failed_DEAs_are_counted_and_of_many_only_some_are_drawn()
    {
        At(0, new RolloutStarted(40, 1));
        foreach (var number in Enumerable.Range(10, 20))
            At(0, new NodeStarted($"dea-{number}"));
        At(0, new NodeEnded("dea-10", IsGood: false));

        var lines = progress.Lines(TimeSpan.FromSeconds(1));

        Assert.Equal("  0 of 40 DEAs have the image, 19 at it, 1 failed", lines[0]);
        Assert.Equal(10, lines.Count);
        Assert.Equal("    and 11 more", lines[^1]);
    }

    [Fact]
    public void Before_and_after_a_rollout_nothing_is_shown()
    {
        At(0, new NodeStarted("dea-1"), new NodeProgressed("dea-1", 1, 2));
        Assert.Empty(progress.Lines(TimeSpan.Zero));

        At(0, new RolloutStarted(1, 1), new NodeStarted("dea-1"), new RolloutEnded());
        Assert.Empty(progress.Lines(TimeSpan.Zero));
    }

    private void At(double seconds, params RunEvent[] events)
    {
        foreach (var happened in events)
            progress = progress.With(happened, TimeSpan.FromSeconds(seconds));
    }
}
