using System.Collections.Immutable;
using Docker.DotNet;
using DotNet.Testcontainers.Containers;
using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Images;
using Fence.MicroCloud.Nodes;
using Fence.MicroCloud.Plans;
using Fence.MicroCloud.Ssh;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.MicroCloud;

/// <summary>Carries out a plan: the outermost layer, which acts.</summary>
internal sealed class CloudAssembly(Engine engine, MicroCloudOptions options, CloudImages images, CloudKey key, IRunEvents events)
{
    private readonly CloudNames _names = new(options.Name);
    private readonly NodeContainers _containers = new(engine, new CloudNames(options.Name));
    private readonly NodeReadiness _readiness = new(engine, options);
    private readonly FactoryImages _factory = new(engine, images, new CloudNames(options.Name));

    /// <summary>Does what the plan says, then sees to it that every node it touched can do its work.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="recipe">What nodes that are made now are labelled with.</param>
    /// <param name="access">Is written as soon as the ports are known.</param>
    /// <param name="cancellationToken">Stops it half-way; the next start heals that.</param>
    /// <returns>The nodes as they are then.</returns>
    public async Task<ImmutableArray<FoundNode>> CarryOutAsync(
        ImmutableArray<NodeAction> plan, string recipe, SshAccess access, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await _containers.EnsureNetworkAsync(stop.Token);
        await Together.RunAsync(stop, [.. plan.Select(action => ActAsync(action, recipe, stop.Token))]);

        var nodes = await _containers.ListAsync(stop.Token);
        await access.WriteAsync(engine, nodes, stop.Token);

        var touched = plan.Where(action => action is not RemoveNode).ToDictionary(action => action.Node, StringComparer.Ordinal);
        var core = nodes.Single(node => node.Name == CloudNames.Core);
        if (touched.TryGetValue(CloudNames.Core, out var coreAction))
            await FurnishCoreAsync(core, IsNew(coreAction), access.ConfigFile, stop.Token);
        await ForgetAsync(plan, core, stop.Token);

        var deas = nodes.Where(node => node.Name != CloudNames.Core && touched.ContainsKey(node.Name)).ToList();
        var poor = await LackingAsync(deas, touched, stop.Token);
        if (poor.Count > 0)
            await _factory.PushAsync(core.Ports[CloudNames.RegistryPort], stop.Token);
        await Together.RunAsync(stop, [.. deas.Select(dea => FurnishDeaAsync(dea, poor.Contains(dea), stop.Token))]);
        return nodes;
    }

    private static bool IsNew(NodeAction action) => action is CreateNode or ReplaceNode;

    private async Task ActAsync(NodeAction action, string recipe, CancellationToken cancellationToken)
    {
        string? container;
        try
        {
            container = await StartAsync(action, recipe, cancellationToken);
        }
        catch (ContainerNotRunningException exception)
        {
            throw new FenceException(
                ExitCode.ClusterFailed,
                Diagnostic.Error(
                    "FC031", $"the node {action.Node} ended at once", $"its last log lines: {HostCommand.LastLines(exception.Message, 8)}"),
                exception);
        }

        if (container is not null)
            await _readiness.WaitAsync(action.Node, container, Readiness.Engine, cancellationToken);
    }

    // Returns the container that runs then, or null where none is to run.
    private async Task<string?> StartAsync(NodeAction action, string recipe, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case RemoveNode remove:
                events.Tell(new NodeStepTaken(action.Node, "removed, as fewer DEAs are wanted"));
                await _containers.RemoveAsync(remove.ContainerId, cancellationToken);
                await _containers.RemoveVolumesAsync(action.Node, cancellationToken);
                return null;
            case StartNode start:
                try
                {
                    events.Tell(new NodeStepTaken(action.Node, "started again"));
                    await _containers.StartAsync(start.ContainerId, cancellationToken);
                    return start.ContainerId;
                }
                catch (DockerApiException)
                {
                    // Its network is gone, for one: what cannot be started is made anew.
                    return await StartAsync(new ReplaceNode(action.Node, start.ContainerId), recipe, cancellationToken);
                }

            case ReplaceNode replace:
                events.Tell(new NodeStepTaken(action.Node, "made anew; its volumes are kept"));
                await _containers.RemoveAsync(replace.ContainerId, cancellationToken);
                return await _containers.CreateAsync(action.Node, images.NodeImage, recipe, key.PublicKey, cancellationToken);
            case MendNode mend:
                return mend.ContainerId;
            default:
                events.Tell(new NodeStepTaken(action.Node, "made"));
                return await _containers.CreateAsync(action.Node, images.NodeImage, recipe, key.PublicKey, cancellationToken);
        }
    }

    private async Task FurnishCoreAsync(FoundNode core, bool isNew, string sshConfig, CancellationToken cancellationToken)
    {
        var isComplete = await _readiness.AskAsync(core.ContainerId, Readiness.Node, cancellationToken) is null;
        if (isComplete && !isNew)
            return;
        var hasImages = await _factory.AreOnAsync(core.Name, core.ContainerId, cancellationToken)
            && await _factory.RegistryIsLoadedAsync(core.ContainerId, cancellationToken);
        if (!hasImages)
        {
            await _factory.LoadAsync(sshConfig, cancellationToken);
            events.Tell(new NodeStepTaken(core.Name, $"holds {CloudImages.Factory}"));
        }

        await _factory.StartRegistryAsync(core.ContainerId, cancellationToken);
        await _readiness.WaitAsync(core.Name, core.ContainerId, Readiness.Node, cancellationToken);
        events.Tell(new NodeStepTaken(core.Name, $"ready, with the registry {_names.RegistryAddress}"));
    }

    private async Task ForgetAsync(ImmutableArray<NodeAction> plan, FoundNode core, CancellationToken cancellationToken)
    {
        foreach (var gone in plan.OfType<RemoveNode>())
        {
            await engine.ExecAsync(
                core.ContainerId, ["micro-cloud-node", "forget", gone.Node], cancellationToken, CloudNames.SystemUser);
        }
    }

    private async Task<IReadOnlySet<FoundNode>> LackingAsync(
        IReadOnlyList<FoundNode> deas, Dictionary<string, NodeAction> touched, CancellationToken cancellationToken)
    {
        var lacking = await Task.WhenAll(deas.Select(async dea => IsNew(touched[dea.Name])
            ? !await _factory.AreOnAsync(dea.Name, dea.ContainerId, cancellationToken)
            : await _readiness.AskAsync(dea.ContainerId, Readiness.Node, cancellationToken) is not null));
        return deas.Where((_, index) => lacking[index]).ToHashSet();
    }

    private async Task FurnishDeaAsync(FoundNode dea, bool isPoor, CancellationToken cancellationToken)
    {
        if (!isPoor)
            return;
        await _factory.PullAsync(dea.Name, dea.ContainerId, cancellationToken);
        await _readiness.WaitAsync(dea.Name, dea.ContainerId, Readiness.Node, cancellationToken);
        events.Tell(new NodeStepTaken(dea.Name, $"ready, holds {CloudImages.Factory}"));
    }
}
