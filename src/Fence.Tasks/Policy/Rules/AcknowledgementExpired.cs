using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Policy.Rules;

/// <summary>Somebody's word holds up to a day; behind it the question is asked again.</summary>
internal sealed class AcknowledgementExpired : IPolicyRule
{
    public Rule Rule { get; } = new("FP003", Severity.Error, "an acknowledgement that has expired");

    public IEnumerable<Diagnostic> Check(PolicyInspection inspection) =>
        from acknowledgement in inspection.Acknowledgements
        where acknowledgement.IsNeeded && acknowledgement.Given.Until < inspection.Today
        select Rule.Finding(
            $"{acknowledgement.Given.Who} answered for {acknowledgement.For} until {acknowledgement.Given.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, and that is over",
            "Ask whether it is still needed; then set another day, or take away what it was for.",
            PolicyInspection.Place(acknowledgement.Given.Span));
}
