using Fence.Tasks.Definition;
using Fence.Tasks.Docker;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>A DEA, connected: its name and its engine.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Engine">Its Docker engine.</param>
public sealed record DeaNode(string Name, INodeEngine Engine)
{
    /// <summary>The zone it is in.</summary>
    public string Zone { get; init; } = NodeDefinition.DefaultZone;

    /// <summary>The registry mirror that it pulls through; null for the registry itself.</summary>
    public string? Mirror { get; init; }

    /// <summary>Why it is out of service; null for a node in service.</summary>
    public string? OutOfService { get; init; }

    /// <summary>Its engine's images as archives; null where the engine hands out none.</summary>
    public IImageArchive? Archive { get; init; }

    /// <summary>Its command line; null where it is reached over Docker's API alone.</summary>
    public INodeShell? Shell { get; init; }
}
