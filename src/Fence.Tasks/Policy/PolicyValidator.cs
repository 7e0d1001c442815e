using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy;

/// <summary>Judges a policy by every rule.</summary>
public static class PolicyValidator
{
    /// <summary>Finds everything that is wrong.</summary>
    /// <param name="policy">What <c>fence.yml</c> says.</param>
    /// <param name="today">The day, in UTC, that acknowledgements are held against.</param>
    /// <param name="cluster">What the cluster allows now; null when it was not asked.</param>
    public static DiagnosticReport Validate(PolicyDefinition policy, DateOnly today, ClusterPrivileges? cluster = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var inspection = new PolicyInspection(policy, today, cluster);
        return DiagnosticReport.Of(PolicyRules.Pure.SelectMany(rule => rule.Check(inspection)));
    }
}
