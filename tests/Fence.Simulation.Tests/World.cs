using System.Runtime.InteropServices;

namespace Fence.Simulation.Tests;

/// <summary>
/// Time, chance and order: what happens next is chosen by a seed, on one thread, and time jumps from one event to the next. The same seed
/// gives the same course, to the last step.
/// </summary>
internal sealed class World(int seed)
{
    public static readonly DateTimeOffset Beginning = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<SimTimer, (long At, long Order)> timed = new();
    private readonly List<(SimProcess Process, SendOrPostCallback Work, object? State)> ready = [];
    private long order;

    public Random Chance { get; } = new(seed);

    /// <summary>Where the course is written down; null when nobody wants to read it.</summary>
    public List<string>? Trace { get; init; }

    /// <summary>Time since the beginning, in ticks.</summary>
    public long Now { get; private set; }

    public long Steps { get; private set; }

    public bool Happens(double probability) => probability > 0 && Chance.NextDouble() < probability;

    public TimeSpan Between(double fewestSeconds, double mostSeconds) =>
        TimeSpan.FromSeconds(fewestSeconds + Chance.NextDouble() * (mostSeconds - fewestSeconds));

    public void Note(string who, string what) => Trace?.Add(FormattableString.Invariant($"{TimeSpan.FromTicks(Now).TotalSeconds,9:0.000} {who,-10} {what}"));

    public SimTimer After(TimeSpan delay, Action act) => Add(new SimTimer(act), delay);

    public SimTimer Add(SimTimer timer, TimeSpan delay)
    {
        timer.IsSet = true;
        timed.Enqueue(timer, (Now + Math.Max(0, delay.Ticks), order++));
        return timer;
    }

    public void Post(SimProcess process, SendOrPostCallback work, object? state) => ready.Add((process, work, state));

    /// <summary>Goes on until a condition holds.</summary>
    /// <returns>Whether it came to hold, before nothing was left to happen and before the time was over.</returns>
    public bool RunUntil(Func<bool> isReached, TimeSpan longest)
    {
        var end = Now + longest.Ticks;
        while (!isReached())
        {
            if (ready.Count > 0)
                StepReady();
            else if (timed.TryPeek(out _, out var next) && next.At <= end)
                StepTimed();
            else
                return false;
        }

        return true;
    }

    private void StepReady()
    {
        var index = ready.Count == 1 ? 0 : Chance.Next(ready.Count);
        var (process, work, state) = ready[index];
        CollectionsMarshal.AsSpan(ready)[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        if (!process.IsAlive)
            return;
        Steps++;
        process.Run(() => work(state));
    }

    private void StepTimed()
    {
        timed.TryDequeue(out var timer, out var at);
        Now = Math.Max(Now, at.At);
        if (!timer!.IsSet)
            return;
        Steps++;
        timer.IsSet = false;
        timer.Act();
    }
}

/// <summary>Something that happens at a time, unless it is taken back.</summary>
internal sealed class SimTimer(Action act)
{
    public bool IsSet { get; set; }

    public Action Act { get; } = act;
}
