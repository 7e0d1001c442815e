using System.Collections.Concurrent;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>A clock on which short waits are over at once, and long ones, which only limit how long something may take, never.</summary>
internal sealed class ImpatientClock : TimeProvider
{
    private static readonly TimeSpan LongestShort = TimeSpan.FromSeconds(59);
    private readonly ConcurrentQueue<TimeSpan> waits = new();

    /// <summary>The waits that were over at once.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > LongestShort)
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
