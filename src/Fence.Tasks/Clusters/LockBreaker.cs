using Fence.Tasks.Runs;

namespace Fence.Tasks.Clusters;

/// <summary>Takes the lock from whoever holds it, because a person says so.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="retry">Tries again what the network lost.</param>
public sealed class LockBreaker(ILockStore store, Retry retry)
{
    /// <summary>Looks who holds it.</summary>
    /// <returns>The holder; null when nobody does.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public async Task<LockHolder?> FindAsync(CancellationToken cancellationToken) =>
        (await retry.RunAsync(() => store.ReadAsync(cancellationToken), pausing: null, cancellationToken)).Holder;

    /// <summary>Takes it from its holder. A run that still goes on notices, and does not write the configuration any more.</summary>
    /// <returns>Who held it; null when nobody did.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public async Task<LockHolder?> BreakAsync(CancellationToken cancellationToken)
    {
        var holder = await FindAsync(cancellationToken);
        if (holder is not null)
            await retry.RunAsync(() => store.ReleaseAsync(holder.Token, cancellationToken), pausing: null, cancellationToken);
        return holder;
    }
}
