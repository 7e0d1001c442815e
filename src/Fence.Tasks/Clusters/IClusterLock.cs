namespace Fence.Tasks.Clusters;

/// <summary>The port to the cluster's lock: one run at a time changes a cluster.</summary>
public interface IClusterLock
{
    /// <summary>Takes the lock; a stale one is taken over after saying so.</summary>
    /// <param name="what">What is going to be done, for whoever finds the lock held.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Diagnostics.FenceException"><c>FO010</c>: somebody else holds it, and it is not to be waited for.</exception>
    Task<IClusterLease> TakeAsync(string what, CancellationToken cancellationToken);
}

/// <summary>A lock that is held; disposing of it gives it back.</summary>
public interface IClusterLease : IAsyncDisposable
{
    /// <summary>What tells this holding from any other; what is written under it is written only while it holds the lock.</summary>
    string Token { get; }

    /// <summary>
    /// Changes the token, and goes on holding the lock: what was sent under the former one, and is still on its way, is declined from now on.
    /// </summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked, or the lock is somebody else's.</exception>
    Task ChangeTokenAsync();

    /// <summary>
    /// Whether nobody else can hold it now, as far as this machine's clock can tell: somebody else would have to find the last sign of
    /// life older than it is.
    /// </summary>
    bool IsSurelyHeld { get; }

    /// <summary>Cancelled when the lock was taken over by somebody else.</summary>
    CancellationToken Lost { get; }
}
