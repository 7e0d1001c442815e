using System.Collections.Immutable;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Plans;
using Microsoft.Extensions.Logging.Abstractions;
using PullPolicy = DotNet.Testcontainers.Images.PullPolicy;

namespace Fence.MicroCloud.Nodes;

/// <summary>The containers, volumes and the network of one cloud on the engine.</summary>
internal sealed class NodeContainers(Engine engine, CloudNames names)
{
    /// <summary>Stands for how containers are made here; another number makes all nodes anew.</summary>
    public const string Recipe = "1";

    // A Docker engine needs these beyond Docker's default. Not the whole of --privileged: that fails where the machine itself
    // lacks a capability, as many build machines do.
    private static readonly string[] Capabilities = ["SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE", "DAC_READ_SEARCH"];

    /// <summary>The nodes that there are, running or not.</summary>
    public async Task<ImmutableArray<FoundNode>> ListAsync(CancellationToken cancellationToken)
    {
        var found = await engine.Client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = OfThisCloud() }, cancellationToken);
        return
        [
            .. found.Where(container => container.Labels.ContainsKey(CloudNames.NodeLabel)).Select(container => new FoundNode(
                container.Labels[CloudNames.NodeLabel],
                container.ID,
                container.Labels.TryGetValue(CloudNames.RecipeLabel, out var recipe) ? recipe : "",
                StateOf(container.State, container.Status),
                container.Ports
                    .Where(port => port.PublicPort is not null)
                    .GroupBy(port => (int)port.PrivatePort)
                    .ToImmutableDictionary(group => group.Key, group => (int)group.First().PublicPort!.Value))),
        ];
    }

    /// <summary>How a container is, from the words that the engine lists it with.</summary>
    internal static NodeState StateOf(string state, string status) => state switch
    {
        "running" when status.Contains("(healthy)", StringComparison.Ordinal) => NodeState.Healthy,
        "running" => NodeState.Unready,
        "exited" or "created" => NodeState.Stopped,
        _ => NodeState.Broken,
    };

    /// <summary>Makes the network where it is not there.</summary>
    public async Task EnsureNetworkAsync(CancellationToken cancellationToken)
    {
        var found = await engine.Client.Networks.ListNetworksAsync(
            new NetworksListParameters { Filters = OfThisCloud() }, cancellationToken);
        if (found.Count > 0)
            return;
        UseNegotiatedVersion();
        await new NetworkBuilder()
            .WithDockerEndpoint(engine.Endpoint)
            .WithLogger(NullLogger.Instance)
            .WithName(names.Network)
            .WithLabel(CloudNames.CloudLabel, names.Cloud)
            .WithCleanUp(false)
            .Build()
            .CreateAsync(CancellationToken.None);
    }

    /// <summary>Makes and starts the container of a node.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="image">The image of the nodes.</param>
    /// <param name="recipe">The recipe it is labelled with.</param>
    /// <param name="publicKey">The key that it lets in.</param>
    /// <param name="cancellationToken">
    /// Stops it before it begins. What has begun is finished: the engine would go on with it anyway, and who looks then would not see it.
    /// </param>
    /// <returns>The container's ID.</returns>
    public async Task<string> CreateAsync(
        string node, string image, string recipe, string publicKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var volumes = names.Volumes(node);
        foreach (var (volume, _) in volumes)
        {
            await engine.Client.Volumes.CreateAsync(
                new VolumesCreateParameters { Name = volume, Labels = Labels(node) }, CancellationToken.None);
        }

        UseNegotiatedVersion();
        var builder = new ContainerBuilder(image)
            .WithDockerEndpoint(engine.Endpoint)
            .WithLogger(NullLogger.Instance)
            .WithImagePullPolicy(PullPolicy.Never)
            .WithCleanUp(false)
            .WithName(names.Container(node))
            .WithHostname(node)
            .WithNetwork(names.Network)
            .WithNetworkAliases(names.Aliases(node))
            .WithLabel(Labels(node))
            .WithLabel(CloudNames.RecipeLabel, recipe)
            .WithEnvironment("FENCE_CLOUD", names.Cloud)
            .WithEnvironment("FENCE_NODE", node)
            .WithEnvironment("FENCE_ROLE", node == CloudNames.Core ? "core" : "dea")
            .WithEnvironment("FENCE_REGISTRY", names.RegistryAddress)
            .WithEnvironment("FENCE_AUTHORIZED_KEY", publicKey)
            .WithCreateParameterModifier(parameters => MakeDockerHost(parameters, node));
        builder = volumes.Aggregate(builder, (each, volume) => each.WithVolumeMount(volume.Name, volume.Path));
        // Disposing of it would stop the container, which is to outlive this process.
        var container = builder.Build();
        await container.StartAsync(CancellationToken.None);
        return container.Id;
    }

    /// <summary>Starts a container that was stopped.</summary>
    public Task StartAsync(string container, CancellationToken cancellationToken) =>
        engine.Client.Containers.StartContainerAsync(container, new ContainerStartParameters(), cancellationToken);

    /// <summary>Stops a container, gives its services the time to end, and removes it; named volumes stay.</summary>
    public async Task RemoveAsync(string container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await engine.Client.Containers.StopContainerAsync(container, new ContainerStopParameters(), CancellationToken.None);
        await engine.Client.Containers.RemoveContainerAsync(
            container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
    }

    /// <summary>Removes the volumes of a node.</summary>
    public async Task RemoveVolumesAsync(string node, CancellationToken cancellationToken)
    {
        foreach (var (volume, _) in names.Volumes(node))
            await engine.Client.Volumes.RemoveAsync(volume, force: true, cancellationToken);
    }

    /// <summary>Removes all that the engine has of this cloud, running or not.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> RemoveAllAsync(CancellationToken cancellationToken)
    {
        var containers = await engine.Client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = OfThisCloud() }, cancellationToken);
        await Task.WhenAll(containers.Select(container => engine.Client.Containers.RemoveContainerAsync(
            container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken)));
        var volumes = (await engine.Client.Volumes.ListAsync(
            new VolumesListParameters { Filters = OfThisCloud() }, cancellationToken)).Volumes ?? [];
        await Task.WhenAll(volumes.Select(volume => engine.Client.Volumes.RemoveAsync(volume.Name, force: true, cancellationToken)));
        var networks = await engine.Client.Networks.ListNetworksAsync(
            new NetworksListParameters { Filters = OfThisCloud() }, cancellationToken);
        await Task.WhenAll(networks.Select(network => engine.Client.Networks.DeleteNetworkAsync(network.ID, cancellationToken)));
        return containers.Count + volumes.Count + networks.Count > 0;
    }

    private static void MakeDockerHost(CreateContainerParameters parameters, string node)
    {
        var host = parameters.HostConfig ??= new HostConfig();
        host.CapAdd = Capabilities;
        host.SecurityOpt = ["seccomp=unconfined", "apparmor=unconfined"];
        host.MaskedPaths = [];
        host.ReadonlyPaths = [];
        host.DeviceCgroupRules = ["a *:* rwm"];
        host.Tmpfs = new Dictionary<string, string>(StringComparer.Ordinal) { ["/run"] = "" };
        // Only this machine reaches the ports.
        int[] ports = node == CloudNames.Core ? [CloudNames.SshPort, CloudNames.RegistryPort] : [CloudNames.SshPort];
        host.PortBindings = ports.ToDictionary(
            port => $"{port}/tcp", IList<PortBinding> (_) => [new PortBinding { HostIP = "127.0.0.1", HostPort = "" }], StringComparer.Ordinal);
    }

    // Testcontainers speaks API 1.44 unless the environment says otherwise, and it reads the environment once.
    private void UseNegotiatedVersion()
    {
        const string variable = "DOCKER_API_VERSION";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
            Environment.SetEnvironmentVariable(variable, engine.ApiVersion.ToString());
    }

    private Dictionary<string, string> Labels(string node) => new(StringComparer.Ordinal)
    {
        [CloudNames.CloudLabel] = names.Cloud,
        [CloudNames.NodeLabel] = node,
    };

    private Dictionary<string, IDictionary<string, bool>> OfThisCloud() => new(StringComparer.Ordinal)
    {
        ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [$"{CloudNames.CloudLabel}={names.Cloud}"] = true },
    };
}
