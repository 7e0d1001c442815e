using Fence.Tasks.Definition;

namespace Fence.Tasks.Kato;

/// <summary>The port to the cluster's configuration.</summary>
public interface IKato
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="Diagnostics.FenceException">kato could not be asked, failed, or answered with something else than JSON.</exception>
    Task<ConfigValue> GetAsync(ConfigKeyDefinition key, CancellationToken cancellationToken);

    /// <summary>Writes a value. It is not read back.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new value.</param>
    /// <param name="changesType">Whether the key had a value of another type.</param>
    /// <param name="cancellationToken">Ends the question; whether the value was written is then unknown.</param>
    /// <exception cref="Diagnostics.FenceException">kato could not be asked, or refused.</exception>
    Task SetAsync(ConfigKeyDefinition key, ConfigValue value, bool changesType, CancellationToken cancellationToken);
}
