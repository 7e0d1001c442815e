using System.Runtime.ExceptionServices;

namespace Fence.Tasks.Rollouts;

/// <summary>Runs something for each of many, so many at a time, in all and of one zone, in their order as far as the bounds allow.</summary>
/// <remarks>
/// Unlike <see cref="Parallel"/> it starts everything where it is called, so that a caller with one thread keeps to it, and it knows zones.
/// </remarks>
/// <typeparam name="T">What it is run for.</typeparam>
internal sealed class BoundedRun<T>
{
    private readonly Lock gate = new();
    private readonly List<Zone> zones;
    private readonly int limit;
    private readonly int limitPerZone;
    private readonly Func<bool> isStopped;
    private readonly Func<T, Task> body;
    private Exception? failure;
    private int running;

    private BoundedRun(IEnumerable<T> items, Func<T, string> zoneOf, int limit, int? limitPerZone, Func<bool> isStopped, Func<T, Task> body)
    {
        this.limit = limit;
        this.limitPerZone = limitPerZone ?? limit;
        this.isStopped = isStopped;
        this.body = body;
        zones = [.. items.Index().GroupBy(entry => zoneOf(entry.Item), StringComparer.Ordinal).Select(zone => new Zone(new(zone)))];
    }

    /// <summary>Runs them; ends when all that were begun have ended.</summary>
    /// <param name="items">What it is run for.</param>
    /// <param name="zoneOf">The zone of each.</param>
    /// <param name="limit">How many at a time.</param>
    /// <param name="limitPerZone">How many of one zone at a time; null for no bound of its own.</param>
    /// <param name="isStopped">Whether no further one may be begun.</param>
    /// <param name="body">What is run. When one throws, no further one is begun, and what it threw is thrown at the end.</param>
    public static Task RunAsync(
        IEnumerable<T> items, Func<T, string> zoneOf, int limit, int? limitPerZone, Func<bool> isStopped, Func<T, Task> body)
    {
        var run = new BoundedRun<T>(items, zoneOf, limit, limitPerZone, isStopped, body);
        return run.RunAllAsync();
    }

    // What ends makes room for exactly one more, so each goes on with the next one by itself.
    private async Task RunAllAsync()
    {
        var lanes = new List<Task>();
        while (Next(ended: null) is { } next)
            lanes.Add(RunLaneAsync(next));
        await Task.WhenAll(lanes);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private async Task RunLaneAsync((Zone Zone, T Item)? next)
    {
        for (; next is { } current; next = Next(current.Zone))
        {
            try
            {
                await body(current.Item);
            }
            catch (Exception thrown)
            {
                lock (gate)
                    failure ??= thrown;
            }
        }
    }

    private (Zone Zone, T Item)? Next(Zone? ended)
    {
        lock (gate)
        {
            if (ended is not null)
            {
                running--;
                ended.Running--;
            }

            if (running >= limit || failure is not null || isStopped())
                return null;
            var zone = zones.Where(candidate => candidate.Running < limitPerZone && candidate.Waiting.Count > 0).MinBy(candidate => candidate.Waiting.Peek().Index);
            if (zone is null)
                return null;
            running++;
            zone.Running++;
            return (zone, zone.Waiting.Dequeue().Item);
        }
    }

    private sealed class Zone(Queue<(int Index, T Item)> waiting)
    {
        public Queue<(int Index, T Item)> Waiting { get; } = waiting;

        public int Running { get; set; }
    }
}
