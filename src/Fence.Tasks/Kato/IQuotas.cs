using System.Collections.Immutable;
using Fence.Tasks.Policy;

namespace Fence.Tasks.Kato;

/// <summary>The port to the cluster's quotas.</summary>
public interface IQuotas
{
    /// <summary>Lists them.</summary>
    /// <returns>The quotas; null where the client does not tell them, since it is logged in nowhere.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    Task<ImmutableArray<QuotaPrivilege>?> ListAsync(CancellationToken cancellationToken);

    /// <summary>Lets the applications of a quota use sudo, or no longer. It is not read back.</summary>
    /// <param name="quota">The quota's name.</param>
    /// <param name="allowsSudo">Whether they may.</param>
    /// <param name="lockToken">The token that has to hold the cluster's lock at that moment.</param>
    /// <param name="cancellationToken">Ends the question; whether it was done is then unknown.</param>
    /// <returns>Whether the token held the lock, and it was done.</returns>
    /// <exception cref="Diagnostics.FenceException">The client could not be asked, or refused. When the connection was lost, it may have been done.</exception>
    Task<bool> AllowSudoAsync(string quota, bool allowsSudo, string lockToken, CancellationToken cancellationToken);
}
