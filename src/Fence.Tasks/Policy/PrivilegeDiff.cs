using Fence.Tasks.Definition;

namespace Fence.Tasks.Policy;

/// <summary>The difference between what a cluster allows now and what the policy says.</summary>
public static class PrivilegeDiff
{
    /// <summary>A line for each setting: <c>+</c> where the policy allows more than the cluster, <c>-</c> where less.</summary>
    /// <param name="policy">What <c>fence.yml</c> says.</param>
    /// <param name="cluster">What the cluster allows now.</param>
    public static IReadOnlyList<string> Lines(PolicyDefinition policy, ClusterPrivileges cluster)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(cluster);
        return
        [
            Line("dea_ng docker/privileged", cluster.Privileged, policy.Privileged, isMore: true),
            Line("cloud_controller_ng docker_apps/require_sudo", cluster.RequireSudo, policy.DockerApps.RequireSudo, isMore: false),
            Line("cloud_controller_ng docker_apps/allow_any_registry", cluster.AllowAnyRegistry, policy.DockerApps.AllowAnyRegistry, isMore: true),
            .. QuotaNames(policy, cluster).Select(name => Line($"quota {name} allow_sudo", Now(cluster, name), Said(policy, name), isMore: true)),
        ];
    }

    private static IEnumerable<string> QuotaNames(PolicyDefinition policy, ClusterPrivileges cluster) =>
        (cluster.Quotas ?? []).Select(quota => quota.Name).Concat(policy.Quotas.Select(quota => quota.Name)).Distinct(StringComparer.Ordinal);

    private static bool? Now(ClusterPrivileges cluster, string name) =>
        (cluster.Quotas ?? []).FirstOrDefault(quota => string.Equals(quota.Name, name, StringComparison.Ordinal))?.AllowSudo;

    private static bool? Said(PolicyDefinition policy, string name) =>
        policy.Quotas.FirstOrDefault(quota => string.Equals(quota.Name, name, StringComparison.Ordinal))?.AllowSudo;

    /// <summary>One setting; <paramref name="isMore"/> is the value that allows more.</summary>
    private static string Line(string setting, bool? now, bool? said, bool isMore)
    {
        if (said is null)
            return $"  {setting}: {Word(now)}, of which the policy says nothing";
        if (now == said)
            return $"  {setting}: {Word(now)}";
        return $"{(said == isMore ? '+' : '-')} {setting}: {Word(now)} → {Word(said)}";
    }

    internal static string Word(bool? value) => value switch { true => "true", false => "false", _ => "unknown" };
}
