using System.Collections.Immutable;

namespace Fence.Tasks.Policy;

/// <summary>What a cluster allows now (DOMAIN section 7). Null means that it is not known.</summary>
public sealed record ClusterPrivileges
{
    /// <summary>Whether containers are privileged: <c>dea_ng docker/privileged</c>; a missing key means no.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Which quotas there are, and whether their applications may use sudo.</summary>
    public ImmutableArray<QuotaPrivilege>? Quotas { get; init; }

    /// <summary><c>docker_apps/require_sudo</c>; a missing key means yes.</summary>
    public bool? RequireSudo { get; init; }

    /// <summary><c>docker_apps/allow_any_registry</c>; a missing key means yes.</summary>
    public bool? AllowAnyRegistry { get; init; }
}

/// <summary>A quota of the cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AllowSudo">Whether its applications may use sudo.</param>
public sealed record QuotaPrivilege(string Name, bool AllowSudo);
