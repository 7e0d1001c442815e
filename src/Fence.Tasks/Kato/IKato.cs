using Fence.Tasks.Definition;

namespace Fence.Tasks.Kato;

/// <summary>The port to the cluster's configuration.</summary>
public interface IKato
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="Diagnostics.FenceException">kato could not be asked, failed, or answered with something else than JSON.</exception>
    Task<ConfigReading> ReadAsync(ConfigKeyDefinition key, CancellationToken cancellationToken);

    /// <summary>Reads a value, for whoever does not write it.</summary>
    /// <exception cref="Diagnostics.FenceException">As <see cref="ReadAsync"/>.</exception>
    async Task<ConfigValue> GetAsync(ConfigKeyDefinition key, CancellationToken cancellationToken) => (await ReadAsync(key, cancellationToken)).Value;

    /// <summary>Writes a value, if what the writer believes still holds. It is not read back.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The new value; <see cref="ConfigValue.Missing"/> removes the key.</param>
    /// <param name="guard">What has to hold.</param>
    /// <param name="cancellationToken">Ends the question; whether the value was written is then unknown.</param>
    /// <exception cref="Diagnostics.FenceException">kato could not be asked, or refused. When the connection was lost, it may have been written.</exception>
    Task<ConfigWrite> WriteAsync(ConfigKeyDefinition key, ConfigValue value, ConfigGuard guard, CancellationToken cancellationToken);

    /// <summary>Restarts a process on all nodes of the cluster.</summary>
    /// <exception cref="Diagnostics.FenceException">kato could not be asked, or refused.</exception>
    Task RestartAsync(string process, CancellationToken cancellationToken);
}
