namespace Fence.Tasks.Clusters;

/// <summary>The port to where the lock is kept: one place a cluster, each step of it done whole or not at all.</summary>
public interface ILockStore
{
    /// <summary>Looks who holds it.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    Task<LockReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Takes it, if it is held as the taker believes.</summary>
    /// <param name="expected">The token that holds it; null when nobody does.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="cancellationToken">Ends the question; whether it was taken is then unknown.</param>
    /// <returns>Whether it was taken.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked. It may have been taken.</exception>
    Task<bool> TakeAsync(string? expected, LockHolder holder, CancellationToken cancellationToken);

    /// <summary>Says that the holder is alive.</summary>
    /// <returns>Whether the token still holds it.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    Task<bool> BeatAsync(string token, CancellationToken cancellationToken);

    /// <summary>Gives it back; does nothing where the token does not hold it.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked. It may have been given back.</exception>
    Task ReleaseAsync(string token, CancellationToken cancellationToken);
}

/// <summary>What stands in the lock's place.</summary>
/// <param name="Holder">Who holds it; null when nobody does.</param>
/// <param name="SinceBeat">How long ago the holder said that it is alive, by the Core node's own clock.</param>
public sealed record LockReading(LockHolder? Holder, TimeSpan SinceBeat);

/// <summary>Who holds the lock.</summary>
public sealed record LockHolder
{
    /// <summary>What tells this holding from any other, by the same person, too.</summary>
    public required string Token { get; init; }

    /// <summary>The person or the CI job.</summary>
    public required string Who { get; init; }

    /// <summary>The machine.</summary>
    public required string From { get; init; }

    /// <summary>What is being done.</summary>
    public required string What { get; init; }

    /// <summary>When it was taken, by the holder's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The process, as the machine that it runs on knows it; null where it cannot be known.</summary>
    public string? Process { get; init; }

    /// <summary>The same in words.</summary>
    public override string ToString() => $"{Who} on {From}, since {Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {What}";
}
