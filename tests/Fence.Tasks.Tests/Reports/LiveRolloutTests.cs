using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Reports;

public sealed class LiveRolloutTests : IDisposable
{
    private readonly Screen screen = new();
    private readonly FakeTimeProvider clock = new();
    private readonly LiveRollout rollout;

    public LiveRolloutTests() => rollout = new LiveRollout(new ScreenLog(screen), screen, () => Screen.Width, isColoured: false, clock);

    public void Dispose() => rollout.Dispose();

    [Fact]
    public void What_moves_is_below_the_log_and_gives_way_to_it()
    {
        Tell(new RolloutStarted(2, 1), new NodeStarted("dea-1"), new NodeStepTaken("dea-1", "pulling"));
        Tell(new NodeProgressed("dea-1", 1_000_000, 2_000_000));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            [
                "log: dea-1: pulling", "  0 of 2 DEAs have the image, 1 at it", "  1.0 MB at 1.0 MB/s, about 3.0 s left",
                "    dea-1 ██████████░░░░░░░░░░ 1.0 MB of 2.0 MB",
            ],
            screen.Lines);

        Tell(new NodeEnded("dea-1", IsGood: true), new NodeStepTaken("dea-1", "pulled in 1.0 s"), new RolloutEnded(), new StepTaken("and so on"));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["log: dea-1: pulling", "log: dea-1: pulled in 1.0 s", "log: and so on"], screen.Lines);
    }

    [Fact]
    public void An_interrupted_rollout_leaves_nothing_half_drawn()
    {
        Tell(new RolloutStarted(2, 1), new NodeStarted("dea-1"));

        rollout.Dispose();

        Assert.Empty(screen.Lines);
    }

    private void Tell(params RunEvent[] events)
    {
        foreach (var happened in events)
            rollout.Tell(happened);
    }
}
