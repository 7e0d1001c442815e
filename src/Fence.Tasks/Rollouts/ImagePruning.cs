using System.Globalization;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Takes the pipeline's old images from the DEAs, under the cluster's lock.</summary>
/// <param name="ports">What it knows of the world.</param>
internal sealed class ImagePruning(RolloutPorts ports)
{
    /// <summary>Takes away what is too old; a DEA where that fails is told, and fails nothing.</summary>
    /// <param name="repository">The name, with the registry, whose images are the pipeline's own.</param>
    /// <param name="keep">How many stay on each DEA.</param>
    /// <param name="lease">The lock.</param>
    public Task RunAsync(string repository, int keep, IClusterLease lease) => BoundedRun<DeaNode>.RunAsync(
        ports.Deas.InService(),
        dea => dea.Zone,
        ports.Definition.Rollout.Parallelism,
        limitPerZone: null,
        () => !lease.IsSurelyHeld,
        dea => PruneAsync(dea, repository, keep, lease));

    // The images are listed first: what somebody who takes the lock over brings after that is not in the list, and what they name
    // before that is in the configuration, which is read after it.
    private async Task PruneAsync(DeaNode dea, string repository, int keep, IClusterLease lease)
    {
        try
        {
            var images = await dea.Engine.ListTagsAsync(repository, CancellationToken.None);
            if (images.Count <= keep)
                return;
            var containers = await dea.Engine.Containers.ListAsync(label: null, CancellationToken.None);
            var configured = (await ports.Kato.ReadAsync(ports.Definition.ConfigKey, CancellationToken.None)).Value.Entries;
            var removed = 0;
            foreach (var reference in PrunePlan.For(images, containers, configured, keep))
            {
                if (!lease.IsSurelyHeld)
                    return;
                await dea.Engine.UntagAsync(reference, CancellationToken.None);
                removed++;
            }

            if (removed > 0)
                ports.Events.Tell(new NodeStepTaken(dea.Name, string.Create(CultureInfo.InvariantCulture, $"removed {removed} old images")));
        }
        catch (FenceException failure)
        {
            ports.Events.Tell(new DiagnosticFound(Diagnostic.Warning("FO019", $"old images stay on {dea.Name}: {failure.Message}", "The next change tries again")));
        }
    }
}
