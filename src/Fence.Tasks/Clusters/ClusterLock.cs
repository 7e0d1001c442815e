using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Clusters;

/// <summary>Takes the lock, keeps saying that its holder is alive, and gives it back.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="owner">Who takes it.</param>
/// <param name="options">How long is waited.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="retry">Tries again what the network lost.</param>
/// <param name="clock">Measures.</param>
/// <param name="newToken">Makes a token that nobody else has.</param>
public sealed class ClusterLock(
    ILockStore store, LockOwner owner, LockOptions options, IRunEvents events, Retry retry, TimeProvider clock, Func<string> newToken) : IClusterLock
{
    /// <summary>How old the last sign of life has to be before somebody else may take the lock.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(2);

    /// <summary>How often the holder says that it is alive.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public async Task<IClusterLease> TakeAsync(string what, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var mine = new LockHolder
        {
            Token = newToken(),
            Who = owner.Who,
            From = owner.From,
            What = what,
            Since = clock.GetUtcNow(),
            Process = owner.Process,
        };
        for (var isTold = false; ; isTold = true)
        {
            if (await retry.RunAsync(() => TryAsync(mine, cancellationToken), pausing: null, cancellationToken) is var (lease, other) && lease is not null)
                return await UnlessInterruptedAsync(lease, cancellationToken);
            if (other is not null)
                await WaitAsync(other, began, isTold, cancellationToken);
        }
    }

    // Who is interrupted while the answer is on its way may have got the lock, and would keep it: the answer is waited for.
    private static async Task<IClusterLease> UnlessInterruptedAsync(IClusterLease lease, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
            return lease;
        await lease.DisposeAsync();
        throw new OperationCanceledException(cancellationToken);
    }

    // As a whole it is safe to do again: what an answer that was lost had done is seen at the next look.
    private async Task<(IClusterLease? Lease, LockHolder? Other)> TryAsync(LockHolder mine, CancellationToken cancellationToken)
    {
        var asked = clock.GetTimestamp();
        var reading = await store.ReadAsync(cancellationToken);
        if (reading.Holder is { } other && other.Token != mine.Token)
        {
            if (MayStand(reading))
                return (null, other);
            events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FO011",
                $"taking over a lock whose holder is gone: {other}; its last sign of life is {reading.SinceBeat.TotalSeconds:0} s old",
                "What it had begun is looked at anew; nothing of it is believed")));
        }

        var isMine = reading.Holder?.Token == mine.Token || await store.TakeAsync(reading.Holder?.Token, mine, CancellationToken.None);
        return (isMine ? new ClusterLease(store, mine, events, retry, clock, newToken, asked) : null, null);
    }

    private bool MayStand(LockReading reading) => reading.SinceBeat < StaleAfter && !owner.IsGone(reading.Holder!);

    private async Task WaitAsync(LockHolder other, long began, bool isTold, CancellationToken cancellationToken)
    {
        if (clock.GetElapsedTime(began) >= options.Patience)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO010",
                $"the cluster is locked by {other}",
                "Wait for it with --wait, or, if you know that it is gone, run ./build.sh Unlock"));
        if (!isTold)
            events.Tell(new StepTaken($"waiting for {other}"));
        await Task.Delay(LookEvery, clock, cancellationToken);
    }
}

/// <summary>How the lock is taken.</summary>
/// <param name="Patience">How long another holder is waited for; zero not to wait.</param>
public sealed record LockOptions(TimeSpan Patience)
{
    /// <summary>Does not wait.</summary>
    public static LockOptions DoNotWait { get; } = new(TimeSpan.Zero);
}
