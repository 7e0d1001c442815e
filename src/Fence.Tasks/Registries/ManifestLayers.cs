using System.Collections.Immutable;

namespace Fence.Tasks.Registries;

/// <summary>Brings together what a manifest and a configuration say of an image's layers: what is sent, and what it is when it is unpacked.</summary>
public static class ManifestLayers
{
    private const int MostConfiguration = 8 * 1024 * 1024;

    /// <summary>Reads the layers of an image, the lowest first.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The layers; empty where there is no such image, or where it is something else.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be reached, or refuses.</exception>
    public static async Task<ImmutableArray<ManifestLayer>> ReadAsync(
        IRegistryStore registry, string repository, string reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (await registry.GetManifestAsync(repository, reference, cancellationToken) is not { Config: { Size: < MostConfiguration } config } manifest)
            return [];

        var unpacked = ImageConfiguration.Layers(await registry.ReadBlobAsync(repository, config.Digest, cancellationToken));
        return unpacked.Count == manifest.Layers.Length ? [.. unpacked.Zip(manifest.Layers, (digest, sent) => new ManifestLayer(digest, sent))] : [];
    }
}

/// <summary>A layer of an image in a registry.</summary>
/// <param name="Unpacked">The digest of its uncompressed tar, by which engines know it.</param>
/// <param name="Sent">The blob that is sent.</param>
public sealed record ManifestLayer(string Unpacked, ContentDescriptor Sent);
