using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>What somebody switched on by hand is in no commit, and nobody answers for it.</summary>
internal sealed class MoreThanPolicy : IPolicyRule
{
    public Rule Rule { get; } = new("FP007", Severity.Warning, "a cluster that allows more than the policy");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection) => inspection.Cluster is { } cluster
        ? Check(inspection.Policy, cluster)
        : [];

    private IEnumerable<Diagnostic> Check(PolicyDefinition policy, ClusterPrivileges cluster)
    {
        if (cluster.Privileged == true && policy.Privileged != true)
            yield return Finding(
                "the cluster makes containers privileged",
                "kato config set dea_ng docker/privileged false",
                policy.PrivilegedSpan);
        foreach (var name in (cluster.Quotas ?? []).Where(quota => quota.AllowSudo).Select(quota => quota.Name))
        {
            var said = policy.Quotas.FirstOrDefault(quota => string.Equals(quota.Name, name, StringComparison.Ordinal));
            if (said?.AllowSudo != true)
                yield return Finding(
                    $"the cluster lets the quota {name} use sudo", $"helion quota configure {name} --no-allow-sudo", said?.Span);
        }
        // Nothing said is nothing to compare: the product's own default is the unsafe one here.
        if (cluster.AllowAnyRegistry == true && policy.DockerApps.AllowAnyRegistry == false)
            yield return Finding(
                "the cluster lets Docker applications come from any registry",
                "kato config set cloud_controller_ng docker_apps/allow_any_registry false",
                policy.DockerApps.AllowAnyRegistrySpan);
        if (cluster.RequireSudo == false && policy.DockerApps.RequireSudo != false)
            yield return Finding(
                "the cluster lets everybody run Docker images",
                "kato config set cloud_controller_ng docker_apps/require_sudo true",
                policy.DockerApps.RequireSudoSpan);
    }

    private Diagnostic Finding(string message, string command, SourceSpan? span) => Rule.Finding(
        $"{message}, and the policy does not",
        $"Take it away: {command}; or say in the policy that it is wanted.",
        PolicyInspection.Place(span));
}
