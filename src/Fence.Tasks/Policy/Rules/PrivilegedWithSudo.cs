using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>Root in a privileged container is root on the DEA: the worst case of DOMAIN section 7.</summary>
internal sealed class PrivilegedWithSudo : IPolicyRule
{
    public Rule Rule { get; } = new("FP004", Severity.Error, "privileged containers together with sudo");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection)
    {
        var quotas = inspection.AllSudoQuotas.ToList();
        if (!inspection.IsPrivileged || quotas.Count == 0 || inspection.Policy.ForBoth is not null)
            yield break;
        yield return Rule.Finding(
            $"containers are privileged and {string.Join(", ", quotas)} may use sudo: such an application can become root on the DEA",
            "Take one of the two away, or say who answers for both under policy.acknowledgements.both.",
            PolicyInspection.Place(inspection.Policy.PrivilegedSpan));
    }
}
