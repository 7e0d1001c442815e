using System.Collections.Immutable;
using System.Globalization;

namespace Fence.MicroCloud;

/// <summary>What the parts of a cloud are called on the engine and on its network.</summary>
internal sealed record CloudNames(string Cloud)
{
    public const string CloudLabel = "fence.micro-cloud";
    public const string NodeLabel = "fence.micro-cloud.node";
    public const string RecipeLabel = "fence.micro-cloud.recipe";
    public const string Core = "core";
    public const string SystemUser = "stackato";
    public const int SshPort = 22;
    public const int RegistryPort = 5000;

    public string Network => Cloud;

    /// <summary>The API endpoint of the cluster; the registry is at the same host (DOMAIN section 6).</summary>
    public string ApiEndpoint => $"api.{Cloud}.test";

    public string RegistryAddress => string.Create(CultureInfo.InvariantCulture, $"{ApiEndpoint}:{RegistryPort}");

    public static string Dea(int number) => string.Create(CultureInfo.InvariantCulture, $"dea-{number}");

    public static ImmutableArray<string> Nodes(int deas) => [Core, .. Enumerable.Range(1, deas).Select(Dea)];

    /// <summary>The name of a node's container, and its alias in the <c>ssh_config</c>.</summary>
    public string Container(string node) => $"{Cloud}-{node}";

    /// <summary>The volumes of a node, by the folder they are mounted at.</summary>
    public ImmutableArray<(string Name, string Path)> Volumes(string node)
    {
        var docker = ($"{Cloud}-{node}-docker", "/var/lib/docker");
        var redis = ($"{Cloud}-{node}-redis", "/var/lib/redis");
        return node == Core ? [docker, redis] : [docker];
    }

    /// <summary>The names that the other nodes find a node by.</summary>
    public ImmutableArray<string> Aliases(string node) => node == Core ? [node, ApiEndpoint] : [node];
}
