using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Reports;

/// <summary>How far a rollout is, as its events tell it, and how that reads: computed, with the time handed in.</summary>
public sealed record RolloutProgress
{
    private const int MostNodes = 8;
    private const int BarWidth = 20;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private ImmutableSortedDictionary<string, NodeProgressed?> running = ImmutableSortedDictionary.Create<string, NodeProgressed?>(StringComparer.Ordinal);
    private ImmutableQueue<(TimeSpan At, long Bytes)> samples = [];
    private RolloutStarted? plan;
    private WaveStarted? wave;
    private int done;
    private int failed;
    private long endedBytes;
    private int endedWithBytes;

    /// <summary>No rollout goes on.</summary>
    public static RolloutProgress None { get; } = new();

    /// <summary>Whether one goes on.</summary>
    public bool IsRunning => plan is not null;

    /// <summary>Takes an event up.</summary>
    /// <param name="happened">The event; others than a rollout's change nothing.</param>
    /// <param name="now">The time since any fixed moment.</param>
    public RolloutProgress With(RunEvent happened, TimeSpan now) => happened switch
    {
        RolloutStarted started => new RolloutProgress { plan = started, samples = [(now, 0)] },
        RolloutEnded => None,
        _ when plan is null => this,
        WaveStarted started => this with { wave = started },
        NodeStarted node => this with { running = running.SetItem(node.Node, null) },
        NodeProgressed node when running.ContainsKey(node.Node) => (this with { running = running.SetItem(node.Node, node) }).Sampled(now),
        NodeEnded node => Ended(node).Sampled(now),
        _ => this,
    };

    /// <summary>The lines of it; none where no rollout goes on.</summary>
    /// <param name="now">The time.</param>
    public IReadOnlyList<string> Lines(TimeSpan now) => plan is null
        ? []
        :
        [
            $"  {string.Join(", ", Counts(plan))}",
            .. Transfer(plan, now) is { } transfer ? [$"  {transfer}"] : ImmutableArray<string>.Empty,
            .. running.Take(MostNodes).Select(node => $"    {node.Key.PadRight(running.Keys.Max(name => name.Length))} {Bar(node.Value)}"),
            .. running.Count > MostNodes ? [string.Create(CultureInfo.InvariantCulture, $"    and {running.Count - MostNodes} more")] : ImmutableArray<string>.Empty,
        ];

    private long Bytes => endedBytes + running.Values.Sum(node => node?.Bytes ?? 0);

    private IEnumerable<string> Counts(RolloutStarted all)
    {
        if (wave is not null && all.Waves > 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"{wave.Name} ({wave.Number} of {all.Waves})");
        yield return string.Create(CultureInfo.InvariantCulture, $"{done} of {all.Nodes} DEAs have the image");
        if (!running.IsEmpty)
            yield return string.Create(CultureInfo.InvariantCulture, $"{running.Count} at it");
        if (failed > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{failed} failed");
    }

    private string? Transfer(RolloutStarted all, TimeSpan now)
    {
        if (Bytes == 0)
            return null;
        var (since, before) = samples.Peek();
        var seconds = (now - since).TotalSeconds;
        var speed = seconds > 0 ? (Bytes - before) / seconds : 0;
        if (speed < 1)
            return $"{ByteCount.Text(Bytes)}, nothing for {EventText.Duration(seconds)}";
        var left = BytesLeft(all) / speed;
        return $"{ByteCount.Text(Bytes)} at {ByteCount.Text((long)speed)}/s, about {EventText.Duration(left)} left";
    }

    // What a DEA gets that has not had its turn is what others got on average; of one that runs, the engine says more and more.
    private double BytesLeft(RolloutStarted all)
    {
        var totals = running.Values.OfType<NodeProgressed>().Where(node => node.Total > 0).ToList();
        var known = endedWithBytes + totals.Count;
        var usual = known > 0 ? (endedBytes + totals.Sum(node => (double)node.Total)) / known : 0;
        var waiting = all.Nodes - done - failed - totals.Count;
        return (waiting * usual) + totals.Sum(node => (double)(node.Total - node.Bytes));
    }

    private RolloutProgress Ended(NodeEnded node)
    {
        var got = running.GetValueOrDefault(node.Node)?.Bytes ?? 0;
        return this with
        {
            running = running.Remove(node.Node),
            done = done + (node.IsGood ? 1 : 0),
            failed = failed + (node.IsGood ? 0 : 1),
            endedBytes = endedBytes + got,
            endedWithBytes = endedWithBytes + (got > 0 ? 1 : 0),
        };
    }

    // One a second at most; the oldest is the last one that is as old as the window.
    private RolloutProgress Sampled(TimeSpan now)
    {
        var kept = samples;
        if (now - kept.Last().At >= TimeSpan.FromSeconds(1))
            kept = kept.Enqueue((now, Bytes));
        while (!kept.Dequeue().IsEmpty && now - kept.Dequeue().Peek().At >= Window)
            kept = kept.Dequeue();
        return this with { samples = kept };
    }

    private static string Bar(NodeProgressed? node)
    {
        if (node is not { Total: > 0 })
            return "…";
        var full = (int)(BarWidth * Math.Min(node.Bytes, node.Total) / node.Total);
        return $"{new string('█', full)}{new string('░', BarWidth - full)} {ByteCount.Text(node.Bytes)} of {ByteCount.Text(node.Total)}";
    }
}
