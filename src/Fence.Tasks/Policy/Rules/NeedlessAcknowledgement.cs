using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>An acknowledgement that lies ready would let the next change pass that nobody has looked at.</summary>
internal sealed class NeedlessAcknowledgement : IPolicyRule
{
    public Rule Rule { get; } = new("FP008", Severity.Warning, "an acknowledgement that nothing needs");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection) =>
        from acknowledgement in inspection.Acknowledgements
        where !acknowledgement.IsNeeded
        select Rule.Finding(
            $"{acknowledgement.Given.Who} answers for {acknowledgement.For}, and there are none",
            "Take it out until it is needed.",
            PolicyInspection.Place(acknowledgement.Given.Span));
}
