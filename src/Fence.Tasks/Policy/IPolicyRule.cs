using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy;

/// <summary>A rule of policies: one file in <c>Rules</c>, one test class, one page in docs/rules.</summary>
internal interface IPolicyRule
{
    /// <summary>What it is. An error of such a rule is a refusal: nobody can suppress it.</summary>
    Rule Rule { get; }

    /// <summary>Finds what is against it. Pure: everything is read already.</summary>
    IEnumerable<Diagnostic> Check(PolicyInspection inspection);
}

/// <summary>A policy while rules look at it.</summary>
/// <param name="Policy">What <c>fence.yml</c> says.</param>
/// <param name="Today">The day, in UTC.</param>
/// <param name="Cluster">What the cluster allows now; null when it was not asked.</param>
internal sealed record PolicyInspection(PolicyDefinition Policy, DateOnly Today, ClusterPrivileges? Cluster)
{
    private static readonly SourceSpan File = new(FenceDefinitionReader.FileName);

    /// <summary>The quotas that are to have sudo.</summary>
    public ImmutableArray<QuotaPolicy> SudoQuotas { get; } = [.. Policy.Quotas.Where(quota => quota.AllowSudo)];

    /// <summary>Whether containers are or will be privileged.</summary>
    public bool IsPrivileged => Policy.Privileged ?? Cluster?.Privileged ?? false;

    /// <summary>The quotas that have or will have sudo, those of the cluster that the policy does not name included.</summary>
    public IEnumerable<string> AllSudoQuotas => SudoQuotas.Select(quota => quota.Name).Concat(
        from quota in Cluster?.Quotas ?? []
        where quota.AllowSudo && !Policy.Quotas.Any(said => string.Equals(said.Name, quota.Name, StringComparison.Ordinal))
        select quota.Name);

    /// <summary>The acknowledgements that are given, each with what needs it.</summary>
    public IEnumerable<(Acknowledgement Given, string For, bool IsNeeded)> Acknowledgements
    {
        get
        {
            if (Policy.ForPrivileged is { } privileged)
                yield return (privileged, "privileged containers", IsPrivileged);
            if (Policy.ForSudo is { } sudo)
                yield return (sudo, "quotas with sudo", AllSudoQuotas.Any());
            if (Policy.ForBoth is { } both)
                yield return (both, "privileged containers together with sudo", IsPrivileged && AllSudoQuotas.Any());
        }
    }

    /// <summary>A place in <c>fence.yml</c>, or the file where nothing of it says so.</summary>
    public static SourceSpan Place(SourceSpan? span) => span ?? File;
}
