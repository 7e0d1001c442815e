using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>In a privileged container an application reaches the DEA's devices (DOMAIN section 7).</summary>
internal sealed class PrivilegedUnacknowledged : IPolicyRule
{
    public Rule Rule { get; } = new("FP001", Severity.Error, "privileged containers that nobody answers for");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection)
    {
        if (inspection.Policy is { Privileged: true, ForPrivileged: null })
            yield return Rule.Finding(
                "the policy makes every container privileged, and nobody answers for it",
                "Say who, why and until when under policy.acknowledgements.privileged, or take the key out.",
                PolicyInspection.Place(inspection.Policy.PrivilegedSpan));
    }
}
