using System.Collections.Immutable;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images;

/// <summary>The port to what is known of a published image's layers.</summary>
public interface IPublishedLayers
{
    /// <summary>Reads the layers, the lowest first.</summary>
    /// <returns>The layers; null where the registry has no such image, and empty where it does not tell them.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be asked from this machine.</exception>
    Task<ImmutableArray<PublishedLayer>?> ReadAsync(PublishedImage image, CancellationToken cancellationToken);
}

/// <summary>A layer of a published image.</summary>
/// <param name="Digest">The digest of its uncompressed tar, by which engines know it.</param>
/// <param name="SentBytes">What is sent of it, compressed, in bytes.</param>
/// <param name="UnpackedBytes">What it takes on a disk, in bytes; null where nobody noted it.</param>
public sealed record PublishedLayer(string Digest, long SentBytes, long? UnpackedBytes);

/// <summary>Reads it from the registry: from the manifest, the configuration, and the receipt beside them.</summary>
/// <param name="open">Opens the registry; closed after each question.</param>
/// <param name="events">Where it tells what it does.</param>
public sealed class PublishedLayers(Func<RegistryClient> open, IRunEvents events) : IPublishedLayers
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<PublishedLayer>?> ReadAsync(PublishedImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var registry = open();
        if (await registry.HeadManifestAsync(image.Repository, image.Digest, cancellationToken) is null)
            return null;

        var layers = await ManifestLayers.ReadAsync(registry, image.Repository, image.Digest, cancellationToken);
        var receipt = await new PublishedReceipts(registry, events).FindAsync(
            image.Repository, new RegistryManifest(image.Digest, image.ImageId), cancellationToken);
        var sizes = (receipt?.Layers ?? [])
            .Where(layer => layer.Size is not null)
            .DistinctBy(layer => layer.Digest, StringComparer.Ordinal)
            .ToDictionary(layer => layer.Digest, layer => layer.Size, StringComparer.Ordinal);
        return (ImmutableArray<PublishedLayer>)[.. layers.Select(layer => new PublishedLayer(layer.Unpacked, layer.Sent.Size, sizes.GetValueOrDefault(layer.Unpacked)))];
    }
}
