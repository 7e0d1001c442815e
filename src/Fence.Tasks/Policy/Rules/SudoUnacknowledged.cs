using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>With sudo an application is root in its container.</summary>
internal sealed class SudoUnacknowledged : IPolicyRule
{
    public Rule Rule { get; } = new("FP002", Severity.Error, "a quota with sudo that nobody answers for");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection) => inspection.Policy.ForSudo is not null
        ? []
        : inspection.SudoQuotas.Select(quota => Rule.Finding(
            $"the quota {quota.Name} allows sudo, and nobody answers for it",
            "Say who, why and until when under policy.acknowledgements.allow_sudo, or set allow_sudo to false.",
            PolicyInspection.Place(quota.Span)));
}
