using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Kato;
using Fence.Tasks.Policy;
using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>A cluster's nodes, connected on demand: one SSH connection a node, closed with the cluster.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly INodeShell core;
    private readonly TimeProvider clock;

    private Cluster(ClusterDefinition definition, INodeShell core, ImmutableArray<DeaNode> deas, TimeProvider clock)
    {
        Definition = definition;
        this.core = core;
        this.clock = clock;
        Deas = deas;
        Kato = new KatoClient(core, clock);
        Store = new CoreStore(core, clock);
    }

    /// <summary>How it is defined.</summary>
    public ClusterDefinition Definition { get; }

    /// <summary>Its DEAs, in the order of the definition.</summary>
    public ImmutableArray<DeaNode> Deas { get; }

    /// <summary>Those of them that the definition does not say are out of service.</summary>
    public ImmutableArray<DeaNode> DeasInService => [.. Deas.Where(dea => dea.OutOfService is null)];

    /// <summary>Its configuration.</summary>
    public IKato Kato { get; }

    /// <summary>What runs leave on its Core node for each other: the lock, the history, a copy of the journal.</summary>
    public CoreStore Store { get; }

    /// <summary>Its quotas.</summary>
    /// <param name="brand">The brand, whose name the client goes by.</param>
    public IQuotas Quotas(Brand brand) => new QuotaClient(core, brand, clock);

    /// <summary>What it allows now; nothing is changed.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">The cluster could not be asked.</exception>
    public Task<ClusterPrivileges> ReadPrivilegesAsync(Brand brand, CancellationToken cancellationToken) =>
        new PrivilegeReader(Kato, Quotas(brand)).ReadAsync(cancellationToken);

    /// <summary>Makes one; nothing is connected until something is asked, unless kato has to say which DEAs there are.</summary>
    /// <param name="definition">The cluster.</param>
    /// <param name="clock">Measures how long a node may be silent.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="FenceException">
    /// The definition has no Core node or no DEA, or an endpoint of a kind that does not serve; or kato could not be asked, or what it says
    /// does not go with the definition.
    /// </exception>
    public static async Task<Cluster> OpenAsync(ClusterDefinition definition, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition is not { DeasFromKato: { } wanted, Core: { } core })
            return Open(definition, clock);

        await using var shell = CoreShell(definition, core);
        var kato = new KatoClient(shell, clock);
        var nodes = await Retry.On(clock).RunAsync(() => kato.ListNodesAsync(cancellationToken), pausing: null, cancellationToken);
        return Open(definition with { Deas = KatoDeas.Of(definition.Name, core, wanted, nodes) }, clock);
    }

    private static Cluster Open(ClusterDefinition definition, TimeProvider clock)
    {
        if (definition.Core is null || definition.Deas.IsEmpty)
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FY090",
                $"the cluster {definition.Name} has no {(definition.Core is null ? "Core node" : "DEA")}",
                definition.MicroCloud is null ? "Name it in fence.yml" : "Start it: ./build.sh StartMicroCloud"));

        var budget = new ConnectionBudget(definition.Rollout.Connections);
        return new Cluster(definition, CoreShell(definition, definition.Core), [.. definition.Deas.Select(node => Connect(definition, node, budget, clock))], clock);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var dea in Deas)
        {
            await dea.Engine.DisposeAsync();
            if (dea.Shell is not null)
                await dea.Shell.DisposeAsync();
        }

        await core.DisposeAsync();
    }

    private static INodeShell CoreShell(ClusterDefinition definition, NodeDefinition core) => Shell(definition, core)
        ?? throw Unusable(core, "kato is run on it: its endpoint is ssh://user@host, or unix:///path where this machine is the node");

    private static DeaNode Connect(ClusterDefinition definition, NodeDefinition node, ConnectionBudget budget, TimeProvider clock)
    {
        var endpoint = DockerEndpoint.Parse(node.Endpoint)
            ?? throw Unusable(node, "an endpoint is ssh://user@host, tcp://host:port or unix:///path");
        var shell = Shell(definition, node);
        DockerHost? engine = null;
        var place = budget.PlaceFor(async () =>
        {
            engine!.Disconnect();
            if (shell is not null)
                await shell.DisconnectAsync();
        });
        engine = new DockerHost(node.Name, endpoint, shell, clock, place);
        return new DeaNode(node.Name, engine)
        {
            Archive = engine,
            Shell = shell is null ? null : new PlacedShell(shell, place),
            Zone = node.Zone,
            Mirror = node.Mirror,
            OutOfService = node.OutOfService,
        };
    }

    private static INodeShell? Shell(ClusterDefinition definition, NodeDefinition node) => DockerEndpoint.Parse(node.Endpoint) switch
    {
        DockerEndpoint.OverSsh over => new SshShell(node.Name, over.Node, definition.SshConfig),
        DockerEndpoint.Unix => new LocalShell(node.Name),
        _ => null,
    };

    private static FenceException Unusable(NodeDefinition node, string remedy) => new(
        ExitCode.BadInput, Diagnostic.Error("FY091", $"the node {node.Name} cannot be reached at {node.Endpoint}", remedy));
}
