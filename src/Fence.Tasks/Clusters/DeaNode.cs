using Fence.Tasks.Docker;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Clusters;

/// <summary>A DEA, connected: its name and its engine.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Engine">Its Docker engine.</param>
public sealed record DeaNode(string Name, IDockerHost Engine)
{
    /// <summary>Its command line; null where it is reached over Docker's API alone.</summary>
    public INodeShell? Shell { get; init; }
}
