using Fence.Tasks.Clusters;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Lets an application without anything in it live on a DEA, so that the admin hooks of the image run as they would for any.</summary>
/// <param name="brand">The cluster's brand.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Measures the time limits.</param>
public sealed class ContainerTrial(Brand brand, IRunEvents events, TimeProvider clock) : ICanaryCheck
{
    /// <inheritdoc/>
    public async Task TryAsync(DeaNode dea, string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dea);

        var request = new LifeRequest { Image = reference, Brand = brand, Application = new Application { Name = "fence-trial" } };
        var report = await new ApplicationLife(dea.Engine, new Quiet(events), clock).RunAsync(request, cancellationToken);
        if (!report.IsGood)
            throw new FenceException(ExitCode.ClusterFailed, [.. report.Findings.Where(finding => finding.Severity == Severity.Error)]);
    }

    // The steps of a trial are of interest only when one fails, and then they are in its findings.
    private sealed class Quiet(IRunEvents events) : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
            if (happened is DiagnosticFound)
                events.Tell(happened);
        }
    }
}
