using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Receipts in a registry, beside the images they are about: artifacts whose subject is the image's manifest (OCI image specification).</summary>
/// <param name="registry">The registry.</param>
/// <param name="events">Where it tells what it does.</param>
public sealed class PublishedReceipts(IRegistryStore registry, IRunEvents events)
{
    private readonly ArtifactStore artifacts = new(registry);

    /// <summary>
    /// Puts an image's receipt and its CycloneDX beside its manifest, as far as they are not there. A registry that takes images and no
    /// artifacts keeps none, which is told and no reason to stop: the image is there.
    /// </summary>
    /// <param name="image">The image, as the registry has it.</param>
    /// <param name="receipt">Its receipt.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FenceException">The registry cannot be reached.</exception>
    public async Task PublishAsync(PublishedImage image, ImageReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            var present = await artifacts.ListAsync(image.Repository, image.Digest, artifactType: null, cancellationToken);
            var missing = Of(receipt).Where(artifact => !present.Any(there => there.ArtifactType == artifact.ArtifactType)).ToList();
            foreach (var artifact in missing)
                await artifacts.AttachAsync(image.Repository, image.Digest, artifact, cancellationToken);
            if (missing.Count > 0)
                events.Tell(new StepTaken($"put beside it: {string.Join(", ", missing.Select(artifact => artifact.ArtifactType))}"));
        }
        catch (FenceException refused) when (RegistryException.Of(refused) is { Fault: RegistryFault.Refused })
        {
            events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FI024", $"the receipt is not beside the image in the registry: {refused.Message}", "DiffImages then reads the image itself; a registry from 2.7 on keeps artifacts")));
        }
    }

    /// <summary>Reads the receipt of an image.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="manifest">The image's manifest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The receipt; null where the registry has none that this program can read, or one of another image.</returns>
    /// <exception cref="FenceException">The registry cannot be reached, or refuses.</exception>
    public async Task<ImageReceipt?> FindAsync(string repository, RegistryManifest manifest, CancellationToken cancellationToken)
    {
        await foreach (var artifact in artifacts.ReadAllAsync(repository, manifest.Digest, ReceiptFile.MediaType, cancellationToken))
        {
            if (ReceiptFile.Read(artifact.Bytes.Span) is { } receipt && receipt.ImageId == manifest.ImageId)
                return receipt;
        }

        return null;
    }

    private static ImmutableArray<Artifact> Of(ImageReceipt receipt) =>
    [
        new(ReceiptFile.MediaType, ReceiptFile.MediaType, ReceiptFile.Write(receipt)),
        new(CycloneDx.MediaType, CycloneDx.MediaType, CycloneDx.Write(receipt)),
    ];
}
