using Fence.Tasks.Runs;

namespace Fence.Tasks.Reports;

/// <summary>Shows at a terminal how far a rollout is, at the foot of it. Everything goes on to the log, above.</summary>
public sealed class LiveRollout : IRunEvents, IDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly IRunEvents log;
    private readonly LiveLines lines;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private RolloutProgress progress = RolloutProgress.None;

    /// <summary>Makes one.</summary>
    /// <param name="log">Where all events go, these, too; ended with this one.</param>
    /// <param name="terminal">The terminal; understands ANSI's control sequences.</param>
    /// <param name="width">Its width in characters, asked at each drawing.</param>
    /// <param name="isColoured">Whether colours are wanted; see <c>NO_COLOR</c>.</param>
    /// <param name="clock">Times it.</param>
    public LiveRollout(IRunEvents log, TextWriter terminal, Func<int> width, bool isColoured, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.log = log;
        this.clock = clock;
        lines = new LiveLines(terminal, width, isColoured);
        started = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Tick(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => clock.GetElapsedTime(started);

    /// <inheritdoc/>
    public void Tell(RunEvent happened)
    {
        lock (gate)
        {
            progress = progress.With(happened, Now);
            // There may be thousands a second: the next tick shows them.
            if (happened is NodeProgressed)
                return;
            if (happened is RolloutStarted)
                timer.Change(Refresh, Refresh);
            else if (happened is RolloutEnded)
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lines.Erase();
            log.Tell(happened);
            Draw();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            progress = RolloutProgress.None;
            lines.Erase();
            lines.Flush();
            timer.Dispose();
        }

        (log as IDisposable)?.Dispose();
    }

    private void Tick()
    {
        lock (gate)
        {
            lines.Erase();
            Draw();
        }
    }

    private void Draw()
    {
        foreach (var (index, line) in progress.Lines(Now).Index())
            lines.Draw(line, index == 0 ? LiveLines.Bright : LiveLines.Dim);
        lines.Flush();
    }
}
