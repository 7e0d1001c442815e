using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy;

/// <summary>What has to be changed so that a cluster allows what the policy says: computed, and not done.</summary>
/// <param name="Steps">The changes: what is taken away comes first, so that two rights never hold at once that are not to.</param>
/// <param name="Findings">What the rules say of the policy and the cluster.</param>
public sealed record PrivilegePlan(ImmutableArray<PrivilegeStep> Steps, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>Whether it gives a right that the cluster does not give now. Only that has to be answered for.</summary>
    public bool GivesRights => Steps.Any(step => step.Wanted);

    /// <summary>Why it must not be carried out; empty where it may. What only takes rights away is never refused.</summary>
    public ImmutableArray<Diagnostic> Refusals => GivesRights ? [.. Findings.Where(finding => finding.Severity == Severity.Error)] : [];

    /// <summary>What would be done, a line a step.</summary>
    public IReadOnlyList<string> Lines => Steps.IsEmpty
        ? ["would write nothing: the cluster allows what the policy says"]
        : [.. Steps.Select(step => $"would set {step.Setting} to {PrivilegeDiff.Word(step.Wanted)}; now it is {PrivilegeDiff.Word(step.Now)}")];

    /// <summary>Makes the plan. What the policy says nothing of is left as it is.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cluster">What the cluster allows now.</param>
    /// <param name="today">The day, in UTC, that acknowledgements are held against.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.ClusterFailed"/>: the cluster does not tell its quotas, or lacks one that the policy names.</exception>
    public static PrivilegePlan For(PolicyDefinition policy, ClusterPrivileges cluster, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(cluster);
        var quotas = cluster.Quotas?.ToDictionary(quota => quota.Name, quota => quota.AllowSudo, StringComparer.Ordinal);
        Check(policy, quotas);
        var steps = policy.Quotas.Select(quota => new PrivilegeStep(quota.Name, quotas![quota.Name], quota.AllowSudo));
        if (policy.Privileged is { } privileged)
            steps = steps.Prepend(new PrivilegeStep(Quota: null, cluster.Privileged, privileged));
        return new PrivilegePlan(
            [.. steps.Where(step => step.Now != step.Wanted).OrderBy(step => step.Wanted)],
            PolicyValidator.Validate(policy, today, cluster).Diagnostics);
    }

    /// <summary>Who answers for a step, why and until when, in words; null where nobody has to.</summary>
    public static string? AcknowledgementOf(PrivilegeStep step, PolicyDefinition policy)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(policy);
        return step.Wanted && (step.Quota is null ? policy.ForPrivileged : policy.ForSudo) is { } given
            ? string.Create(CultureInfo.InvariantCulture, $"{given.Who} until {given.Until:yyyy-MM-dd}: {given.Why}")
            : null;
    }

    private static void Check(PolicyDefinition policy, Dictionary<string, bool>? quotas)
    {
        if (policy.Quotas.IsEmpty)
            return;
        if (quotas is null)
            throw Failed("FP010", "the cluster does not tell its quotas", "Is the client logged in on the Core node? Try 'helion quotas --json' there");
        var missing = policy.Quotas.Select(quota => quota.Name).Where(name => !quotas.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw Failed(
                "FP011",
                $"the policy names quotas that the cluster does not have: {string.Join(", ", missing)}",
                $"There are: {string.Join(", ", quotas.Keys.Order(StringComparer.Ordinal))}");
    }

    private static FenceException Failed(string code, string message, string remedy) =>
        new(ExitCode.ClusterFailed, Diagnostic.Error(code, $"{message}; nothing was changed", remedy));
}
