using System.Globalization;
using System.Net;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Inventories;

/// <summary>Takes images out of a registry.</summary>
/// <param name="registry">The registry, as this machine reaches it.</param>
/// <param name="events">Where it tells what happens.</param>
public sealed class RegistryPruner(IRegistryStore registry, IRunEvents events)
{
    /// <summary>
    /// Does what was planned. An image that got another tag since the plan was made stays: somebody began to use it.
    /// </summary>
    /// <returns>How many images were taken out.</returns>
    /// <exception cref="FenceException">The registry fails, or lets nobody delete; what was not reached yet is still there.</exception>
    public async Task<int> PruneAsync(RegistryPrunePlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Removed.IsEmpty)
            return 0;

        var repository = plan.Inventory.Repository;
        var now = await new InventoryReader(registry, plan.Inventory.Address).ReadAsync(repository, cancellationToken);
        var removed = 0;
        foreach (var image in plan.Removed)
        {
            if (now.Images.FirstOrDefault(found => found.Digest == image.Digest) is not { } present)
                continue;
            if (!present.Tags.SequenceEqual(image.Tags))
            {
                events.Tell(new DiagnosticFound(Diagnostic.Warning(
                    "FR020",
                    $"{plan.Inventory.Name}@{image.Digest} stays: it is {string.Join(", ", present.Tags)} now, and was {string.Join(", ", image.Tags)}",
                    "Run again to see whether it is needed")));
                continue;
            }

            await RemoveAsync(repository, image, cancellationToken);
            events.Tell(new StepTaken(string.Create(
                CultureInfo.InvariantCulture, $"removed {plan.Inventory.Name}:{string.Join(", ", image.Tags)}, and {image.Artifacts.Length} files beside it")));
            removed++;
        }

        return removed;
    }

    // What is farthest from the image goes first: whatever ends this half way, nothing is left that is about something gone.
    private async Task RemoveAsync(string repository, StoredImage image, CancellationToken cancellationToken)
    {
        foreach (var digest in image.Artifacts.Reverse().Select(artifact => artifact.Digest).Append(image.Digest))
        {
            await DeleteAsync(repository, digest, cancellationToken);
            if (await registry.HeadManifestAsync(repository, ReferrersTag.Of(digest), cancellationToken) is { } list)
                await DeleteAsync(repository, list, cancellationToken);
        }
    }

    private async Task DeleteAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        try
        {
            await registry.DeleteManifestAsync(repository, digest, cancellationToken);
        }
        catch (FenceException refused) when (RegistryException.Of(refused)?.Status == HttpStatusCode.MethodNotAllowed)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FR021",
                $"the registry at {registry.Address} lets nobody delete",
                "Docker's own registry does with REGISTRY_STORAGE_DELETE_ENABLED=true"));
        }
    }
}
