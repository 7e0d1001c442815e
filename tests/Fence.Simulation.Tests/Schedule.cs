using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Runs;

namespace Fence.Simulation.Tests;

/// <summary>
/// One course of things, chosen by a seed: a cluster, one or two pipelines with everything that can go wrong, and then a quiet time in
/// which a run has to bring all to its end, and a further run has to change nothing.
/// </summary>
internal sealed class Schedule
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly World world;
    private readonly Network network;
    private readonly SimRegistry registry = new();
    private readonly SimCore core;
    private readonly Invariants invariants;
    private readonly ImmutableArray<SimNode> nodes;
    private readonly ClusterDefinition definition;
    private readonly Variant variant;
    private readonly HashSet<string> badImages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimDisk> disks = new(StringComparer.Ordinal);
    private readonly List<(SimProcess Process, string Machine)> processes = [];
    private int tokens;
    private int pendingRuns;
    private bool isCalm;
    private double pauses;

    private Schedule(int seed, Variant variant, List<string>? trace)
    {
        this.variant = variant;
        world = new World(seed) { Trace = trace };
        network = new Network(world);
        core = new SimCore(world);
        definition = Cluster();
        nodes = [.. definition.Deas.Select(dea => new SimNode(world, dea.Name))];
        invariants = new Invariants(core, nodes.Zip(definition.Deas).Where(pair => pair.Second.OutOfService is null).Select(pair => pair.First), definition);
        core.OnWrite = invariants.CheckWrite;
        foreach (var node in nodes)
            node.OnRemove = invariants.CheckRemoval;
        registry.Has(First.Digest, First.ImageId);
        registry.Has(Second.Digest, Second.ImageId);
    }

    public static PublishedImage First { get; } = Image("1");

    public static PublishedImage Second { get; } = Image("2");

    /// <summary>The image ID that every DEA has to have under a name; null for a name that nobody may put first.</summary>
    public static string? IdOf(string reference) => reference switch
    {
        Factory => FactoryId,
        Zeroth => ZerothId,
        _ when reference == First.Reference => First.ImageId,
        _ when reference == Second.Reference => Second.ImageId,
        _ => null,
    };

    private const string Factory = "helion/stack-alsek";
    private const string FactoryId = "sha256:factory";
    private const string Zeroth = "api.test:5000/exampleco/stack-alsek:0";
    private const string ZerothId = "sha256:i0";

    /// <summary>Runs a schedule.</summary>
    /// <returns>What it broke, and what identifies its course.</returns>
    public static Course Run(int seed, Variant variant = Variant.Sound, List<string>? trace = null)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var schedule = new Schedule(seed, variant, trace);
            schedule.Run();
            return new Course(
                schedule.invariants.Broken,
                FormattableString.Invariant($"{schedule.world.Steps} steps, {schedule.world.Now} ticks, {schedule.world.Chance.Next()}, {schedule.core.Value}"),
                schedule.world.Steps);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void Run()
    {
        SetConfig();
        Storm();
        Calm();
    }

    private void Storm()
    {
        network.Weather = world.Happens(0.1) ? Weather.Calm : new Weather
        {
            Refused = Rate(), LostQuestion = Rate(), LostAnswer = Rate(), Silent = Rate() / 2, Slow = Rate(), Failing = Rate(), Late = Rate() / 2,
        };
        core.LosesWrites = world.Happens(0.2) ? 0.3 : 0;
        pauses = world.Happens(0.2) ? 0.3 : 0;
        if (world.Happens(0.2))
            badImages.Add(world.Happens(0.5) ? First.Reference : Second.Reference);
        foreach (var node in nodes)
            node.Room = world.Happens(0.1) ? 0 : 10;

        StartRuns("left", First, attempts: 1 + world.Chance.Next(3), delay: TimeSpan.Zero);
        if (world.Happens(0.5))
            StartRuns("right", world.Happens(0.7) ? Second : First, attempts: 1 + world.Chance.Next(2), delay: world.Between(0, 120));
        Trouble();
        var isOver = world.RunUntil(() => pendingRuns == 0 && processes.All(p => p.Process.HasEnded || !p.Process.IsAlive), Longest);
        if (!isOver)
            invariants.Break("a run neither ended nor was killed");
    }

    private double Rate() => world.Happens(0.5) ? 0 : world.Chance.NextDouble() * 0.12;

    // What happens to machines and people while the runs go on.
    private void Trouble()
    {
        for (var i = world.Chance.Next(3); i > 0; i--)
        {
            var node = nodes[world.Chance.Next(nodes.Length)];
            var down = world.Between(2, world.Happens(0.2) ? 2000 : 60);
            InStorm(60, () => node.Restart(down));
        }

        if (world.Happens(0.2))
            InStorm(60, () => registry.Refusal = ("unauthorized", FailureKind.Refused));
        else if (world.Happens(0.3))
        {
            InStorm(60, () => registry.Refusal = ("received unexpected HTTP status: 503", FailureKind.Busy));
            world.After(world.Between(60, 120), () => registry.Refusal = null);
        }

        if (world.Happens(0.2))
        {
            var down = world.Between(1, 400);
            InStorm(60, () =>
            {
                world.Note(SimCore.Name, "DOWN");
                core.IsUp = false;
                world.After(down, () => core.IsUp = true);
            });
        }

        if (world.Happens(0.3))
            InStorm(90, ChangeByHand);
        if (world.Happens(0.2))
            InStorm(200, () => Begin("admin", "unlocks", patience: TimeSpan.Zero, UnlockAsync));
        if (world.Happens(0.3))
            InStorm(400, () => Interruptible(BeginRollback("left", to: world.Chance.Next(4) switch { 0 => "1", 1 => "2", _ => null })));
        if (world.Happens(0.1))
            InStorm(60, () => disks["left"].IsFull = true);
    }

    private void InStorm(double withinSeconds, Action happen) => world.After(world.Between(0, withinSeconds), () =>
    {
        if (!isCalm)
            happen();
    });

    // Only additions behind the first entry, or another factory image: what every DEA has is the admin's to see to.
    private void ChangeByHand()
    {
        var entries = core.Config.Entries;
        var value = world.Chance.Next(3) switch
        {
            0 => (ConfigValue)new ConfigValue.List([.. entries, "by/hand:1"]),
            1 => new ConfigValue.List(["helion/stack-alsek"]),
            _ => new ConfigValue.Text("helion/stack-alsek"),
        };
        if (!definition.ConfigKey.Path.EndsWith('s'))
            value = new ConfigValue.Text("helion/stack-alsek");
        core.SetByHand(value.ToJson());
        invariants.ChangedByHand();
    }

    // A killed run is followed by another one on the same machine, as a person or a CI server would do it.
    private void StartRuns(string machine, PublishedImage image, int attempts, TimeSpan delay)
    {
        if (attempts == 0)
            return;
        pendingRuns++;
        disks.TryAdd(machine, new SimDisk());
        world.After(delay, () =>
        {
            var process = Begin(machine, image, patience: world.Happens(0.5) ? TimeSpan.FromMinutes(10) : TimeSpan.Zero);
            Interruptible(process);
            process.StepsToLive = world.Happens(0.6) ? 1 + world.Chance.Next(200) : null;
            if (world.Happens(0.15))
                world.After(world.Between(0, 60), () => process.PauseFor(world.Between(30, 400)));
            pendingRuns--;
            StartRuns(machine, image, attempts - 1, world.Between(5, 400));
        });
    }

    private void Interruptible(SimProcess process)
    {
        if (world.Happens(0.2))
            world.After(world.Between(0, 120), process.Interrupt);
    }

    private void Calm()
    {
        world.Note("calm", "everything is mended");
        isCalm = true;
        network.Weather = Weather.Calm;
        registry.Refusal = null;
        core.IsUp = true;
        core.LosesWrites = 0;
        foreach (var node in nodes)
            (node.IsUp, node.Room) = (true, 10);
        foreach (var disk in disks.Values)
            disk.IsFull = false;
        world.RunUntil(() => false, TimeSpan.FromMinutes(10));

        var image = disks.ContainsKey("right") && world.Happens(0.5) ? Second : First;
        var machine = world.Happens(0.5) ? "left" : "third";
        disks.TryAdd(machine, new SimDisk());
        if (world.Happens(0.3) && badImages.Count == 0)
            InterruptInCalm(machine, image);
        var former = core.Value;
        var last = RunToEnd(machine, image);
        if (badImages.Contains(image.Reference))
        {
            invariants.CheckRefused(image, last.Failure);
            return;
        }

        invariants.CheckConverged(image, last.Failure, former);
        var changes = Changes;
        var again = RunToEnd(machine, image);
        if (again.Failure is not null)
            invariants.Break($"a further run failed: {again.Failure.Message}");
        if (Changes != changes)
            invariants.Break($"a further run changed something {Changes - changes} times");
        if (badImages.Count == 0)
            invariants.CheckRolledBack(ToEnd(BeginRollback(machine, to: null)).Failure);
    }

    private void InterruptInCalm(string machine, PublishedImage image)
    {
        var former = core.Value;
        var process = Begin(machine, image, patience: TimeSpan.FromMinutes(10));
        world.RunUntil(() => process.HasEnded, world.Between(0, 30));
        process.Interrupt();
        world.RunUntil(() => process.HasEnded, TimeSpan.FromMinutes(1));
        invariants.CheckInterrupted(process, image, former);

        // What an engine has begun, it finishes, whether or not somebody still listens.
        world.RunUntil(() => false, TimeSpan.FromMinutes(10));
    }

    private int Changes => core.Changes + core.Restarts + nodes.Sum(node => node.Changes);

    private SimProcess RunToEnd(string machine, PublishedImage image) => ToEnd(Begin(machine, image, patience: TimeSpan.FromMinutes(10)));

    private SimProcess ToEnd(SimProcess process)
    {
        if (!world.RunUntil(() => process.HasEnded, Longest))
            invariants.Break("a run in calm did not end");
        if (core.Holder is { } holder && holder.Process == process.Name)
            invariants.Break($"{process.Name} has ended and left the lock to {holder.Token}");
        return process;
    }

    private SimProcess Begin(string machine, PublishedImage image, TimeSpan patience) =>
        Begin(machine, $"begins with {image.Reference}", patience, (process, ports) => PipelineAsync(process, ports, image));

    private SimProcess BeginRollback(string machine, string? to) =>
        Begin(machine, $"rolls back to {to ?? "what was before"}", TimeSpan.FromMinutes(10), (process, ports) => RollBackAsync(process, ports, to), isRollback: true);

    private SimProcess Begin(string machine, string what, TimeSpan patience, Func<SimProcess, RolloutPorts, Task> main, bool isRollback = false)
    {
        disks.TryAdd(machine, new SimDisk());
        var process = new SimProcess(world, $"{machine}-{processes.Count(p => p.Machine == machine) + 1}") { IsRollback = isRollback };
        processes.Add((process, machine));
        world.Note(process.Name, what);
        process.Start(() => main(process, Ports(process, machine, patience)));
        return process;
    }

    private CancellationToken InterruptionOf(SimProcess process) => variant == Variant.DeafToInterruption ? CancellationToken.None : process.Interrupted;

    private async Task RollBackAsync(SimProcess process, RolloutPorts ports, string? to)
    {
        if (variant == Variant.RollsBackUnasked)
            ports = ports with { Deas = ports.Deas.RemoveRange(ports.Deas[1..]) };
        var rollback = new Rollback(ports, registry, registry.Address, First.Repository);
        await rollback.RunAsync(await rollback.FindAsync(to, InterruptionOf(process)), InterruptionOf(process));
    }

    private Task UnlockAsync(SimProcess process, RolloutPorts ports) =>
        new LockBreaker((SimCoreAccess)ports.Core, ports.Retry).BreakAsync(InterruptionOf(process));

    private string NewToken() => FormattableString.Invariant($"t{++tokens}");

    private async Task PipelineAsync(SimProcess process, RolloutPorts ports, PublishedImage image)
    {
        var plan = RolloutPlan.For(definition.Rollout, definition.Deas, []);
        var goal = ConfigGoal.NameFirst(image, "c0ffee", definition);
        if (variant == Variant.WritesTooEarly)
        {
            // The check before the write is made to ask nobody: what is left of the order is that of the two calls.
            var unchecked_ = ports with { Deas = ports.Deas.RemoveRange(ports.Deas[1..]) };
            await new FenceConfig(unchecked_).ChangeAsync(goal, CancellationToken.None);
        }

        await new Rollout(ports).RunAsync(image, plan, InterruptionOf(process));
        var change = await new FenceConfig(ports).ChangeAsync(goal, InterruptionOf(process));
        invariants.CheckClaim(process, image, change);
    }

    private RolloutPorts Ports(SimProcess process, string machine, TimeSpan patience)
    {
        var events = new TracedEvents(world, process);
        var retry = new Retry(process.Clock, world.Chance.NextDouble);
        var access = new SimCoreAccess(core, process, world, network)
        {
            PausesBeforeWrites = isCalm ? 0 : pauses,
            ChecksLock = variant != Variant.DoesNotCheckLock,
            ChecksValue = variant != Variant.DoesNotCheckValue,
        };
        var owner = new LockOwner(process.Name, machine)
        {
            Process = process.Name,
            IsGone = holder => holder.From == machine && processes.Any(p => p.Process.Name == holder.Process && (p.Process.HasEnded || !p.Process.IsAlive)),
        };
        var clusterLock = new ClusterLock(
            access, owner, new LockOptions(patience), events, retry, process.Clock, NewToken);
        return new RolloutPorts
        {
            Definition = definition,
            Deas =
            [
                .. nodes.Zip(definition.Deas).Select(pair => new DeaNode(pair.First.Name, new SimEngine(pair.First, process, world, network, registry)
                {
                    OnDeafPull = invariants.Break,
                })
                {
                    Zone = pair.Second.Zone, Mirror = pair.Second.Mirror, OutOfService = pair.Second.OutOfService,
                }),
            ],
            Kato = variant == Variant.DoesNotReadBack ? new UnreadKato(access) : access,
            Lock = variant switch
            {
                Variant.KeepsLock => new KeptLock(clusterLock),
                Variant.DoesNotCheckLock => new UncheckedLock(clusterLock),
                _ => clusterLock,
            },
            Core = access,
            Journal = new SimJournal(disks[machine], process, world),
            Owner = owner,
            Canary = new SimCanary(process, network, nodes, badImages),
            Events = events,
            Retry = retry,
            Clock = process.Clock,
        };
    }

    private ClusterDefinition Cluster()
    {
        var count = 1 + world.Chance.Next(5);
        var zones = 1 + world.Chance.Next(2);
        var deas = Enumerable.Range(0, count).Select(i => new NodeDefinition($"dea-{i + 1}", "unix:///none")
        {
            Zone = $"z{i % zones}",
            Mirror = world.Happens(0.2) ? $"mirror-z{i % zones}:5000" : null,
            OutOfService = i > 0 && world.Happens(0.1) ? "being mended" : null,
        });
        return new ClusterDefinition
        {
            Name = "simulated",
            ConfigKey = new ConfigKeyDefinition("fence", world.Happens(0.1) ? "docker/image" : "docker/images"),
            Deas = [.. deas],
            Rollout = new RolloutDefinition
            {
                Canary = Amount.Of(world.Chance.Next(3)),
                Waves = world.Happens(0.5) ? [Amount.Percent(50)] : [],
                Parallelism = 1 + world.Chance.Next(4),
                ParallelismPerZone = world.Happens(0.3) ? 1 : null,
                Pause = world.Happens(0.3) ? world.Between(1, 60) : TimeSpan.Zero,
                FailureBudget = Amount.Of(world.Chance.Next(2)),
                KeepImages = world.Happens(0.5) ? 1 + world.Chance.Next(2) : null,
                KeepEntries = world.Happens(0.5) ? 1 : 3,
                ConvertsToList = world.Happens(0.5),
                RestartFence = world.Happens(0.3),
            },
        };
    }

    private void SetConfig()
    {
        string[] values = definition.ConfigKey.Path.EndsWith('s')
            ?
            [
                """["helion/stack-alsek","helion/stack/alsek"]""", "\"helion/stack-alsek\"", "",
                """["api.test:5000/exampleco/stack-alsek:0","helion/stack-alsek","by/hand:0"]""",
            ]
            : ["\"helion/stack-alsek\"", ""];
        core.SetByHand(values[world.Chance.Next(values.Length)]);
        foreach (var node in nodes)
        {
            node.Put(Factory, FactoryId);
            node.Put(Zeroth, ZerothId);
            node.Put("api.test:5000/exampleco/stack-alsek:-", "sha256:i-");
            if (world.Happens(0.3))
                node.Containers.Add(new EngineContainer(
                    "c1", "c1", "api.test:5000/exampleco/stack-alsek:-", "sha256:i-", IsRunning: true, new Dictionary<string, string>(StringComparer.Ordinal)));
            if (world.Happens(0.1))
                node.Put(First.PinnedReference, First.ImageId);
            if (world.Happens(0.1))
                node.Put(First.Reference, "sha256:other");
        }
    }

    private static PublishedImage Image(string tag) => new()
    {
        Registry = "api.test:5000",
        Repository = "exampleco/stack-alsek",
        Tag = tag,
        Digest = $"sha256:d{tag}",
        ImageId = $"sha256:i{tag}",
    };

    private sealed class TracedEvents(World world, SimProcess process) : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
            if (world.Trace is not null)
                world.Note(process.Name, $"says {happened}");
        }
    }
}

/// <summary>What a schedule came to.</summary>
/// <param name="Broken">What it broke; empty when nothing.</param>
/// <param name="Fingerprint">What tells its course from any other.</param>
/// <param name="Steps">How many steps it had.</param>
internal sealed record Course(IReadOnlyList<string> Broken, string Fingerprint, long Steps);
