using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>What the cluster may allow (DOMAIN section 7). What is not said is the safe choice.</summary>
public sealed record PolicyDefinition
{
    /// <summary>Whether containers are privileged: <c>dea_ng docker/privileged</c>. Null means that nothing is said, and that they are not.</summary>
    public bool? Privileged { get; init; }

    /// <summary>The quotas about which something is said, in the order of the file.</summary>
    public ImmutableArray<QuotaPolicy> Quotas { get; init; } = [];

    /// <summary>What is said about applications that are Docker images.</summary>
    public DockerAppsPolicy DockerApps { get; init; } = new();

    /// <summary>Who answers for privileged containers; null when nobody does.</summary>
    public Acknowledgement? ForPrivileged { get; init; }

    /// <summary>Who answers for quotas with sudo; null when nobody does.</summary>
    public Acknowledgement? ForSudo { get; init; }

    /// <summary>Who answers for both at once; null when nobody does.</summary>
    public Acknowledgement? ForBoth { get; init; }

    /// <summary>Where <see cref="Privileged"/> is said; null where it is not, or where the policy is from no file.</summary>
    public SourceSpan? PrivilegedSpan { get; init; }
}

/// <summary>What is said about a quota.</summary>
/// <param name="Name">The quota's name.</param>
/// <param name="AllowSudo">Whether its applications may use sudo.</param>
/// <param name="Span">Where it is said.</param>
public sealed record QuotaPolicy(string Name, bool AllowSudo, SourceSpan? Span = null);

/// <summary>What is said about applications that are Docker images: <c>cloud_controller_ng docker_apps</c>.</summary>
public sealed record DockerAppsPolicy
{
    /// <summary>Whether they need a quota with sudo; null means that nothing is said.</summary>
    public bool? RequireSudo { get; init; }

    /// <summary>Whether their images may come from any registry; null means that nothing is said.</summary>
    public bool? AllowAnyRegistry { get; init; }

    /// <summary>The registries they may come from.</summary>
    public ImmutableArray<string> AllowedRegistries { get; init; } = [];

    /// <summary>Where <see cref="RequireSudo"/> is said.</summary>
    public SourceSpan? RequireSudoSpan { get; init; }

    /// <summary>Where <see cref="AllowAnyRegistry"/> is said.</summary>
    public SourceSpan? AllowAnyRegistrySpan { get; init; }
}

/// <summary>Somebody's word for something dangerous.</summary>
/// <param name="Who">A person who can be asked.</param>
/// <param name="Why">What it is needed for.</param>
/// <param name="Until">The last day on which it holds, in UTC.</param>
/// <param name="Span">Where it is said.</param>
public sealed record Acknowledgement(string Who, string Why, DateOnly Until, SourceSpan? Span = null);
