using System.Collections.Immutable;
using System.Net.Sockets;
using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Images;
using Fence.MicroCloud.Nodes;
using Fence.MicroCloud.Plans;
using Fence.MicroCloud.Ssh;
using Fence.Tasks.Definition;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud;

/// <summary>
/// The micro cloud on this machine: a Core node with registry, Redis and kato, and DEAs, each a container with a Docker engine and an
/// sshd of its own. Not called after its namespace, so that code in the namespace Fence can name it.
/// </summary>
public static class LocalCloud
{
    private static readonly TimeSpan RegistryPatience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Starts the cloud, and heals it where it is half there: what is missing is made, what was stopped is started, what was made by
    /// another recipe is made anew. Where all is as it should be, nothing is done. One process of this machine at a time does this.
    /// </summary>
    /// <param name="options">Which cloud.</param>
    /// <param name="events">Is told each step.</param>
    /// <param name="cancellationToken">Stops it half-way; the next start heals that.</param>
    /// <returns>The cloud as any other cluster, with its nodes, its registry and its <c>ssh_config</c>.</returns>
    /// <exception cref="Fence.Tasks.Diagnostics.FenceException">It cannot be started here; the message says why.</exception>
    public static async Task<ClusterDefinition> StartAsync(
        MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(events);
        options.Validate();
        await LocalEngine.EnsureAsync(events, options.TimeProvider, cancellationToken);
        return await EngineRefusal.ExplainAsync(() => StartOnEngineAsync(options, events, cancellationToken));
    }

    /// <summary>Finds the cloud as it stands, without making, starting or mending anything.</summary>
    /// <param name="options">Which cloud.</param>
    /// <param name="events">Is told when another process is at the cloud.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// The cloud as any other cluster, with the DEAs it should have: those that do not run do not answer. Null where its Core node does not
    /// run, or no engine answers.
    /// </returns>
    /// <exception cref="Fence.Tasks.Diagnostics.FenceException">The engine refuses it.</exception>
    public static async Task<ClusterDefinition?> FindAsync(
        MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(events);
        options.Validate();
        if (await Engine.AskAsync(Engine.Locate().Endpoint, cancellationToken) != EngineAnswer.Answers)
            return null;
        return await EngineRefusal.ExplainAsync(() => FindOnEngineAsync(options, events, cancellationToken));
    }

    /// <summary>
    /// Removes the cloud: its containers, their volumes, its network, and its files in the state folder. Images stay.
    /// </summary>
    /// <param name="options">Which cloud; only its name and state folder matter.</param>
    /// <param name="events">Is told what was removed.</param>
    /// <param name="cancellationToken">Stops it half-way; what is left, the next call removes.</param>
    /// <returns>Whether there was anything; false also where no Docker engine answers.</returns>
    /// <exception cref="Fence.Tasks.Diagnostics.FenceException">The engine refuses it.</exception>
    public static async Task<bool> StopAsync(
        MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(events);
        options.Validate();
        if (await Engine.AskAsync(Engine.Locate().Endpoint, cancellationToken) == EngineAnswer.Silent)
            return false;
        return await EngineRefusal.ExplainAsync(() => StopOnEngineAsync(options, events, cancellationToken));
    }

    private static async Task<ClusterDefinition> StartOnEngineAsync(
        MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken)
    {
        using var engine = await Engine.ConnectAsync(cancellationToken);
        using var held = await CloudLock.TakeAsync(options, events, cancellationToken);

        var names = new CloudNames(options.Name);
        var key = await CloudKey.EnsureAsync(options.State, options.Name, cancellationToken);
        var images = new CloudImages(engine, options.ImagesDirectory, events);
        var access = new SshAccess(options.State, names, key);
        var wanted = new WantedCloud(options.Deas, FolderDigest.Of(NodeContainers.Recipe, images.Recipe, key.PublicKey));

        var nodes = await new NodeContainers(engine, names).ListAsync(cancellationToken);
        var plan = MicroCloudPlan.Of(wanted, nodes, await RegistryAnswersAsync(nodes, cancellationToken));
        if (!plan.IsEmpty || !await images.HasFactoryAsync(cancellationToken))
            await images.EnsureAsync(cancellationToken);
        if (plan.IsEmpty)
        {
            await access.WriteAsync(engine, nodes, cancellationToken);
        }
        else
        {
            nodes = await new CloudAssembly(engine, options, images, key, events)
                .CarryOutAsync(plan, wanted.Recipe, access, cancellationToken);
        }

        return Define(options, names, nodes, access.ConfigFile);
    }

    private static async Task<ClusterDefinition?> FindOnEngineAsync(
        MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken)
    {
        using var engine = await Engine.ConnectAsync(cancellationToken);
        using var held = await CloudLock.TakeAsync(options, events, cancellationToken);
        var names = new CloudNames(options.Name);
        var nodes = await new NodeContainers(engine, names).ListAsync(cancellationToken);
        var running = nodes.RemoveAll(node => node.Ports.IsEmpty);
        if (!running.Any(node => node.Name == CloudNames.Core))
            return null;

        var key = await CloudKey.EnsureAsync(options.State, options.Name, cancellationToken);
        var access = new SshAccess(options.State, names, key);
        await access.WriteAsync(engine, running, cancellationToken);
        return Define(options, names, running, access.ConfigFile);
    }

    private static async Task<bool> StopOnEngineAsync(
        MicroCloudOptions options, IRunEvents events, CancellationToken cancellationToken)
    {
        using var engine = await Engine.ConnectAsync(cancellationToken);
        using var held = await CloudLock.TakeAsync(options, events, cancellationToken);
        var wasThere = await new NodeContainers(engine, new CloudNames(options.Name)).RemoveAllAsync(cancellationToken);
        SshAccess.Delete(options.State);
        if (wasThere)
            events.Tell(new StepTaken($"Removed the micro cloud {options.Name}: containers, volumes, network"));
        return wasThere;
    }

    private static ClusterDefinition Define(
        MicroCloudOptions options, CloudNames names, ImmutableArray<FoundNode> nodes, string sshConfig)
    {
        NodeDefinition Node(string name) => new(name, $"ssh://{CloudNames.SystemUser}@{names.Container(name)}");
        var core = nodes.Single(node => node.Name == CloudNames.Core);
        return new ClusterDefinition
        {
            Name = options.Name,
            MicroCloud = new MicroCloudDefinition(options.Deas),
            Core = Node(CloudNames.Core),
            Deas = [.. Enumerable.Range(1, options.Deas).Select(number => Node(CloudNames.Dea(number)))],
            Registry = new RegistryDefinition
            {
                Address = names.RegistryAddress,
                PushAddress = $"127.0.0.1:{core.Ports[CloudNames.RegistryPort]}",
                Insecure = true,
            },
            ConfigKey = ConfigKeyDefinition.Default,
            SshConfig = sshConfig,
        };
    }

    private static async Task<bool> RegistryAnswersAsync(ImmutableArray<FoundNode> nodes, CancellationToken cancellationToken)
    {
        var port = nodes.FirstOrDefault(node => node.Name == CloudNames.Core)?.Ports.GetValueOrDefault(CloudNames.RegistryPort) ?? 0;
        if (port == 0)
            return false;
        using var http = new HttpClient { Timeout = RegistryPatience };
        try
        {
            using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
