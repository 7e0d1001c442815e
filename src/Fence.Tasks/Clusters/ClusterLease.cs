using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Clusters;

/// <summary>A lock that is held: says every while that its holder is alive, and notices when somebody else has taken it.</summary>
internal sealed class ClusterLease : IClusterLease
{
    // Somebody else needs a sign of life that is as old as StaleAfter; the rest is for what is on the way and for clocks that run unevenly.
    private static readonly TimeSpan SureFor = ClusterLock.StaleAfter / 2;

    private readonly ILockStore store;
    private readonly IRunEvents events;
    private readonly Retry retry;
    private readonly TimeProvider clock;
    private readonly Func<string> newToken;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource ended = new();
    private readonly Task beating;
    private LockHolder holder;
    private LockHolder? next;
    private long lastSign;

    public ClusterLease(
        ILockStore store, LockHolder holder, IRunEvents events, Retry retry, TimeProvider clock, Func<string> newToken, long since)
    {
        this.store = store;
        this.events = events;
        this.retry = retry;
        this.clock = clock;
        this.newToken = newToken;
        this.holder = holder;
        lastSign = since;
        beating = BeatAsync();
    }

    public string Token => holder.Token;

    public bool IsSurelyHeld => !lost.IsCancellationRequested && clock.GetElapsedTime(Interlocked.Read(ref lastSign)) < SureFor;

    public CancellationToken Lost => lost.Token;

    public async Task ChangeTokenAsync()
    {
        next = holder with { Token = newToken() };
        var isMine = await retry.RunAsync(
            async () => (await store.ReadAsync(CancellationToken.None)).Holder?.Token == next.Token
                || await store.TakeAsync(holder.Token, next, CancellationToken.None),
            pausing: null,
            CancellationToken.None);
        if (!isMine)
        {
            Cancel(lost);
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO014", "another run has taken over the cluster's lock, and this one has stopped", "See what that run does, and run again"));
        }

        holder = next;
        next = null;
    }

    public async ValueTask DisposeAsync()
    {
        Cancel(ended);
        await beating;
        if (!lost.IsCancellationRequested)
            await ReleaseAsync();
        ended.Dispose();
        lost.Dispose();
    }

    // CancelAsync would go to another thread, where a run with one thread of its own does not want to be.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(ClusterLock.BeatEvery, clock, ended.Token);
                if (!await IsAliveAsync())
                {
                    Cancel(lost);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return; // The lock is being given back.
        }
    }

    private async Task<bool> IsAliveAsync()
    {
        var (asked, token) = (clock.GetTimestamp(), Token);
        try
        {
            if (!await store.BeatAsync(token, ended.Token))
                return token != Token || next is not null; // The token was changed meanwhile, by this very lease.
            Interlocked.Exchange(ref lastSign, asked);
            return true;
        }
        catch (FenceException)
        {
            // One sign that does not get through is made up for by the next. When none does, somebody else may hold it by now.
            return clock.GetElapsedTime(Interlocked.Read(ref lastSign)) < ClusterLock.StaleAfter;
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await retry.RunAsync(() => store.ReleaseAsync(Token, CancellationToken.None), pausing: null, CancellationToken.None);
            if (next is not null) // Changing the token failed, and may have been done all the same.
                await retry.RunAsync(() => store.ReleaseAsync(next.Token, CancellationToken.None), pausing: null, CancellationToken.None);
        }
        catch (FenceException failure)
        {
            events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FO012",
                $"the lock could not be given back: {failure.Message}",
                $"The next run takes it over {ClusterLock.StaleAfter.TotalMinutes:0} minutes from now, or at once on this machine")));
        }
    }
}
