using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Rollouts.Preflights;

/// <summary>What all DEAs of a plan answered before anything is changed, and what that means.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Nodes">The DEAs, in the order of the plan.</param>
public sealed record PreflightReport(RolloutPlan Plan, ImmutableArray<NodeExamination> Nodes)
{
    /// <summary>What is wrong beside the DEAs; an error refuses the plan.</summary>
    public ImmutableArray<Diagnostic> Common { get; init; } = [];

    /// <summary>Whether the plan cannot succeed: more DEAs than the failure budget allows cannot get the image.</summary>
    public bool IsRefused => Common.Any(IsError) || Unable > Plan.FailureBudget;

    /// <summary>Everything that was found, in the order of the plan. Where the failure budget bears it, an error is only a warning.</summary>
    public ImmutableArray<Diagnostic> Findings =>
        [.. Common.Concat(Nodes.SelectMany(Judge)).Select(finding => IsRefused ? finding : finding with { Severity = Severity.Warning })];

    private int Unable => Nodes.Count(node => Judge(node).Any(IsError));

    /// <summary>Ends the run where the plan cannot succeed.</summary>
    /// <exception cref="FenceException"><see cref="ExitCode.ClusterFailed"/>, with all reasons.</exception>
    public void ThrowIfRefused()
    {
        if (!IsRefused)
            return;

        var which = Unable == 0 ? "the plan cannot succeed" : string.Create(CultureInfo.InvariantCulture, $"{Unable} of {Nodes.Length} DEAs cannot get the image");
        throw new FenceException(ExitCode.ClusterFailed,
        [
            Diagnostic.Error("FO060", $"{which}; nothing was changed", "Mend what follows, or say out_of_service with a reason in fence.yml, and run again"),
            .. Findings,
        ]);
    }

    private IEnumerable<Diagnostic> Judge(NodeExamination node) => NodeJudge.Judge(node, Plan.How);

    private static bool IsError(Diagnostic finding) => finding.Severity == Severity.Error;
}
