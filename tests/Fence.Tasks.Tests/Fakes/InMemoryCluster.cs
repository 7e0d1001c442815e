using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>A cluster in memory: its Core node's lock, files and configuration, and engines. What goes wrong between them is the simulation's.</summary>
internal sealed class InMemoryCluster : IKato, ICoreFiles, IClusterLock, IAppendFile
{
    public InMemoryCluster(params InMemoryEngine[] engines)
    {
        Definition = new ClusterDefinition
        {
            Name = "test",
            ConfigKey = ConfigKeyDefinition.Default,
            Deas = [.. engines.Select(engine => new NodeDefinition(engine.Name, "unix:///none"))],
        };
        Engines = [.. engines];
    }

    public ClusterDefinition Definition { get; set; }

    public ImmutableArray<InMemoryEngine> Engines { get; }

    public string Value { get; set; } = "[\"helion/stack-alsek\",\"helion/stack/alsek\"]";

    /// <summary>The values of all other keys.</summary>
    public Dictionary<ConfigKeyDefinition, string> Others { get; } = [];

    /// <summary>Writes that are answered and get lost.</summary>
    public bool LosesWrites { get; set; }

    public List<string> Did { get; } = [];

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public string Journal { get; set; } = "";

    public int Locked { get; private set; }

    public ICanaryCheck? Canary { get; set; }

    /// <summary>The layers of any image; null where nobody can tell.</summary>
    public IPublishedLayers? Layers { get; set; }

    /// <summary>The command lines of DEAs, by name; those that are not here are reached over Docker's API alone.</summary>
    public Dictionary<string, INodeShell> Shells { get; } = new(StringComparer.Ordinal);

    public RecordedEvents Events { get; } = new();

    public FakeTimeProvider Clock { get; } = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public RolloutPorts Ports => new()
    {
        Definition = Definition,
        Deas =
        [
            .. Engines.Zip(Definition.Deas).Select(pair => new DeaNode(pair.First.Name, pair.First)
            {
                Shell = Shells.GetValueOrDefault(pair.First.Name), Zone = pair.Second.Zone, Mirror = pair.Second.Mirror, OutOfService = pair.Second.OutOfService,
            }),
        ],
        Kato = this,
        Lock = this,
        Core = this,
        Journal = this,
        Owner = new LockOwner("ada", "here"),
        Canary = Canary,
        Layers = Layers,
        Events = Events,
        Retry = new Retry(Clock, () => 0),
        Clock = Clock,
    };

    public Task<ConfigReading> ReadAsync(ConfigKeyDefinition key, CancellationToken cancellationToken) =>
        Task.FromResult(new ConfigReading(ConfigValue.FromJson(TextOf(key)), TextOf(key)));

    public Task<ConfigWrite> WriteAsync(ConfigKeyDefinition key, ConfigValue value, ConfigGuard guard, CancellationToken cancellationToken)
    {
        if (guard.Before.Text != TextOf(key))
            return Task.FromResult(ConfigWrite.Changed);
        var text = value is ConfigValue.Missing ? "" : value.ToJson();
        Did.Add($"set {(key == Definition.ConfigKey ? "" : $"{key} ")}{text}");
        if (LosesWrites)
            return Task.FromResult(ConfigWrite.Done);
        if (key == Definition.ConfigKey)
            Value = text;
        else
            Others[key] = text;
        return Task.FromResult(ConfigWrite.Done);
    }

    public Task RestartAsync(string process, CancellationToken cancellationToken)
    {
        Did.Add($"restart {process}");
        return Task.CompletedTask;
    }

    public Task<IClusterLease> TakeAsync(string what, CancellationToken cancellationToken)
    {
        Locked++;
        Did.Add("lock");
        return Task.FromResult<IClusterLease>(new Lease(this, $"t{Locked}"));
    }

    public Task<string> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Files.GetValueOrDefault(name, ""));

    public Task<bool> WriteAsync(string name, string content, string? lockToken, CancellationToken cancellationToken)
    {
        if (content.Length == 0)
            Files.Remove(name);
        else
            Files[name] = content;
        return Task.FromResult(true);
    }

    public Task AppendAsync(string name, string line, CancellationToken cancellationToken)
    {
        Files[name] = $"{Files.GetValueOrDefault(name, "")}{line}\n";
        return Task.CompletedTask;
    }

    public Task<string> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Journal);

    public Task ReplaceAsync(string text, CancellationToken cancellationToken)
    {
        Journal = text;
        return Task.CompletedTask;
    }

    public Task AppendAsync(string text, CancellationToken cancellationToken)
    {
        Journal += text;
        return Task.CompletedTask;
    }

    private string TextOf(ConfigKeyDefinition key) => key == Definition.ConfigKey ? Value : Others.GetValueOrDefault(key, "");

    private sealed class Lease(InMemoryCluster cluster, string token) : IClusterLease
    {
        public string Token => token;

        public Task ChangeTokenAsync() => Task.CompletedTask;

        public bool IsSurelyHeld => true;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            cluster.Did.Add("unlock");
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A trial that fails when it is told to.</summary>
internal sealed class ScriptedTrial(Func<string, string?> failure) : ICanaryCheck
{
    public Task TryAsync(DeaNode dea, string reference, CancellationToken cancellationToken) => failure(reference) is { } why
        ? Task.FromException(new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FV002", why)))
        : Task.CompletedTask;
}
