namespace Fence.Tasks.Kato;

/// <summary>What has to hold on the Core node at the moment of a write, or nothing is written.</summary>
/// <param name="LockToken">The token of the cluster lock that the writer holds.</param>
/// <param name="Before">The value that the writer has read, and from which the new one was made.</param>
/// <remarks>
/// The Core node checks both and writes in one script that excludes those that take the lock. kato itself knows no comparison: a write by
/// hand between the script's own reading and its writing, some tenths of a second, is not seen before the value is read back.
/// </remarks>
public sealed record ConfigGuard(string LockToken, ConfigReading Before);

/// <summary>A value as it was read.</summary>
/// <param name="Value">The value.</param>
/// <param name="Text">Exactly what kato printed for it, without warnings.</param>
public sealed record ConfigReading(ConfigValue Value, string Text);

/// <summary>What a guarded write came to.</summary>
public enum ConfigWrite
{
    /// <summary>It was written.</summary>
    Done,

    /// <summary>Nothing was written: the lock is no longer the writer's.</summary>
    LockLost,

    /// <summary>Nothing was written: the value is no longer the one that was read.</summary>
    Changed,
}
