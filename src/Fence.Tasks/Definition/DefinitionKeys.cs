using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>The keys that <c>fence.yml</c> may have, section by section. docs/reference/fence.yml explains each.</summary>
internal static class DefinitionKeys
{
    public static ImmutableArray<string> File { get; } = ["image", "brand", "default_cluster", "clusters"];

    public static ImmutableArray<string> Image { get; } =
        ["repository", "base", "context", "dockerfile", "hooks", "maintainer", "builder"];

    public static ImmutableArray<string> Cluster { get; } =
        ["micro_cloud", "core", "ssh_config", "registry", "config_key", "deas"];

    public static ImmutableArray<string> MicroCloud { get; } = ["deas"];

    public static ImmutableArray<string> Registry { get; } = ["address", "push_address", "insecure"];

    public static ImmutableArray<string> Dea { get; } = ["name", "endpoint"];

    public static IEnumerable<string> All => [.. File, .. Image, .. Cluster, .. MicroCloud, .. Registry, .. Dea];
}
