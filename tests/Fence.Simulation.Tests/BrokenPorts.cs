using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Kato;

namespace Fence.Simulation.Tests;

/// <summary>Hands out a lock that is never given back.</summary>
internal sealed class KeptLock(IClusterLock inner) : IClusterLock
{
    public async Task<IClusterLease> TakeAsync(string what, CancellationToken cancellationToken) => new Kept(await inner.TakeAsync(what, cancellationToken));

    private sealed class Kept(IClusterLease lease) : IClusterLease
    {
        public string Token => lease.Token;

        public Task ChangeTokenAsync() => lease.ChangeTokenAsync();

        public bool IsSurelyHeld => lease.IsSurelyHeld;

        public CancellationToken Lost => lease.Lost;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Hands out a lock whose holder never asks whether it still has it.</summary>
internal sealed class UncheckedLock(IClusterLock inner) : IClusterLock
{
    public async Task<IClusterLease> TakeAsync(string what, CancellationToken cancellationToken) => new Unchecked(await inner.TakeAsync(what, cancellationToken));

    private sealed class Unchecked(IClusterLease lease) : IClusterLease
    {
        public string Token => lease.Token;

        public Task ChangeTokenAsync() => lease.ChangeTokenAsync();

        public bool IsSurelyHeld => true;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => lease.DisposeAsync();
    }
}

/// <summary>After a write that was answered with yes, takes what was written for what stands there.</summary>
internal sealed class UnreadKato(IKato inner) : IKato
{
    private ConfigReading? believed;

    public Task<ConfigReading> ReadAsync(ConfigKeyDefinition key, CancellationToken cancellationToken) =>
        believed is { } value ? Task.FromResult(value) : inner.ReadAsync(key, cancellationToken);

    public async Task<ConfigWrite> WriteAsync(ConfigKeyDefinition key, ConfigValue value, ConfigGuard guard, CancellationToken cancellationToken)
    {
        var answer = await inner.WriteAsync(key, value, guard, cancellationToken);
        if (answer == ConfigWrite.Done)
            believed = new ConfigReading(value, value is ConfigValue.Missing ? "" : value.ToJson());
        return answer;
    }

    public Task RestartAsync(string process, CancellationToken cancellationToken) => inner.RestartAsync(process, cancellationToken);
}
