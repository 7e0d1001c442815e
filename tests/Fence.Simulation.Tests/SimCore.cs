using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Kato;

namespace Fence.Simulation.Tests;

/// <summary>The Core node: its clock, the lock, the files of <c>~/.fence</c>, and the configuration.</summary>
internal sealed class SimCore(World world)
{
    public const string Name = "core";

    public bool IsUp { get; set; } = true;

    public LockHolder? Holder { get; set; }

    public long BeatAt { get; set; }

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The configuration's value, as JSON; empty when there is none.</summary>
    public string Value { get; private set; } = "";

    /// <summary>How often lock, files or configuration were changed.</summary>
    public int Changes { get; set; }

    /// <summary>How often kato says yes and loses what it was given.</summary>
    public double LosesWrites { get; set; }

    /// <summary>Is asked before each write of a pipeline; tells what is wrong with it.</summary>
    public Action<ConfigAttempt>? OnWrite { get; set; }

    public int Restarts { get; set; }

    public TimeSpan SinceBeat => TimeSpan.FromTicks(world.Now - BeatAt);

    public ConfigValue Config => ConfigValue.FromJson(Value);

    public void SetByHand(string json)
    {
        world.Note("admin", $"sets {json}");
        Value = json;
        Changes++;
    }

    public void Set(string json)
    {
        Changes++;
        if (world.Happens(LosesWrites))
            world.Note("kato", "loses a write");
        else
            Value = json;
    }
}

/// <summary>A pipeline is about to write.</summary>
/// <param name="Process">Which.</param>
/// <param name="Guard">What it believes.</param>
/// <param name="After">The value that it writes.</param>
internal sealed record ConfigAttempt(SimProcess Process, ConfigGuard Guard, ConfigValue After);

/// <summary>The Core node as a process sees it; each question is one script there, done whole.</summary>
internal sealed class SimCoreAccess(SimCore core, SimProcess process, World world, Network network) : ILockStore, ICoreFiles, IKato
{
    /// <summary>Whether the Core node checks what a write is guarded by; only a broken variant says no.</summary>
    public bool ChecksLock { get; init; } = true;

    public bool ChecksValue { get; init; } = true;

    /// <summary>How often the process is paused just when it is about to write.</summary>
    public double PausesBeforeWrites { get; init; }

    public Task<LockReading> ReadAsync(CancellationToken cancellationToken) =>
        AskAsync("who holds the lock", () => new LockReading(core.Holder, core.SinceBeat), cancellationToken);

    public Task<bool> TakeAsync(string? expected, LockHolder holder, CancellationToken cancellationToken) =>
        AskAsync($"take the lock ({holder.Token})", () =>
        {
            if (core.Holder?.Token != expected)
                return false;
            core.Holder = holder;
            core.BeatAt = world.Now;
            core.Changes++;
            return true;
        }, cancellationToken);

    public Task<bool> BeatAsync(string token, CancellationToken cancellationToken) => AskAsync("beat", () =>
    {
        if (core.Holder?.Token != token)
            return false;
        core.BeatAt = world.Now;
        core.Changes++;
        return true;
    }, cancellationToken);

    public Task ReleaseAsync(string token, CancellationToken cancellationToken) => AskAsync("release the lock", () =>
    {
        if (core.Holder?.Token == token)
        {
            core.Holder = null;
            core.Changes++;
        }

        return true;
    }, cancellationToken);

    public Task<string> ReadAsync(string name, CancellationToken cancellationToken) =>
        AskAsync($"read {name}", () => core.Files.GetValueOrDefault(name, ""), cancellationToken);

    public Task<bool> WriteAsync(string name, string content, string? lockToken, CancellationToken cancellationToken) => AskAsync($"write {name}", () =>
    {
        if (lockToken is not null && core.Holder?.Token != lockToken)
            return false;
        if (world.Happens(PausesBeforeWrites))
            process.PauseFor(world.Between(30, 600));
        if (content.Length == 0)
            core.Files.Remove(name);
        else
            core.Files[name] = content;
        core.Changes++;
        return true;
    }, cancellationToken);

    public Task AppendAsync(string name, string line, CancellationToken cancellationToken) => AskAsync($"add to {name}", () =>
    {
        core.Files[name] = $"{core.Files.GetValueOrDefault(name, "")}{line}\n";
        core.Changes++;
        return true;
    }, cancellationToken);

    public Task<ConfigReading> ReadAsync(ConfigKeyDefinition key, CancellationToken cancellationToken) =>
        AskAsync("config get", () => new ConfigReading(core.Config, core.Value), cancellationToken);

    public Task<ConfigWrite> WriteAsync(ConfigKeyDefinition key, ConfigValue value, ConfigGuard guard, CancellationToken cancellationToken) =>
        AskAsync($"config set {value}", () =>
        {
            if (ChecksLock && core.Holder?.Token != guard.LockToken)
                return ConfigWrite.LockLost;
            if (ChecksValue && core.Value != guard.Before.Text)
                return ConfigWrite.Changed;
            core.OnWrite?.Invoke(new ConfigAttempt(process, guard, value));
            core.Set(value is ConfigValue.Missing ? "" : value.ToJson());
            return ConfigWrite.Done;
        }, cancellationToken);

    public Task RestartAsync(string process1, CancellationToken cancellationToken) =>
        AskAsync($"restart {process1}", () => ++core.Restarts, cancellationToken);

    private Task<T> AskAsync<T>(string what, Func<T> act, CancellationToken cancellationToken) =>
        network.AskAsync(process, SimCore.Name, () => core.IsUp, what, act, cancellationToken);
}
