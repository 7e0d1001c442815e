namespace Fence.Tasks.Registries;

/// <summary>
/// Copies an image by its digest. Within a registry blobs are mounted, and no byte of a layer comes to this machine; across registries they
/// are sent on as they come. The manifest's bytes stay as they are, and so does the digest.
/// </summary>
/// <param name="source">The registry that has it.</param>
/// <param name="target">The registry that gets it; may be the same.</param>
public sealed class ImageCopy(IRegistryStore source, IRegistryStore target)
{
    private const int MostAtOnce = 4;

    /// <summary>Copies an image, or a list of images with all of them; what is there already is not sent.</summary>
    /// <param name="from">The repository that has it.</param>
    /// <param name="to">The repository that gets it.</param>
    /// <param name="digest">The manifest's digest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it took.</returns>
    /// <exception cref="Diagnostics.FenceException">A registry fails, or the image is not there.</exception>
    public async Task<CopiedImage> CopyAsync(string from, string to, string digest, CancellationToken cancellationToken)
    {
        var manifest = await source.GetManifestAsync(from, digest, cancellationToken) ?? throw new Diagnostics.FenceException(
            Diagnostics.ExitCode.ClusterFailed,
            Diagnostics.Diagnostic.Error("FR008", $"the registry at {source.Address} has no {from}@{digest}", "Push it first: ./build.sh PushRegistry"));
        if (await target.HeadManifestAsync(to, digest, cancellationToken) is not null)
            return new CopiedImage(manifest, Mounted: 0, Sent: 0, BytesSent: 0);

        var (mounted, sent, bytes) = (0, 0, 0L);
        foreach (var child in manifest.Manifests)
        {
            var copied = await CopyAsync(from, to, child.Digest, cancellationToken);
            (mounted, sent, bytes) = (mounted + copied.Mounted, sent + copied.Sent, bytes + copied.BytesSent);
        }

        var blobs = manifest.Layers.Append(manifest.Config).OfType<ContentDescriptor>().DistinctBy(blob => blob.Digest, StringComparer.Ordinal);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs, limits, async (blob, token) =>
        {
            if (await target.HeadBlobAsync(to, blob.Digest, token) is not null)
                return;
            if (source.Address == target.Address && await target.MountBlobAsync(to, blob.Digest, from, token))
            {
                Interlocked.Increment(ref mounted);
                return;
            }

            await using var content = await source.OpenBlobAsync(from, blob.Digest, token);
            var stored = await target.UploadBlobAsync(to, content, blob.Digest, token);
            Interlocked.Increment(ref sent);
            Interlocked.Add(ref bytes, stored.Size);
        });

        await target.PutManifestAsync(to, digest, manifest, cancellationToken);
        return new CopiedImage(manifest, mounted, sent, bytes);
    }
}

/// <summary>What a copy took.</summary>
/// <param name="Manifest">The manifest that was copied.</param>
/// <param name="Mounted">The blobs that the registry took from the other repository itself.</param>
/// <param name="Sent">The blobs that went through this machine.</param>
/// <param name="BytesSent">Their bytes.</param>
public sealed record CopiedImage(ManifestDocument Manifest, int Mounted, int Sent, long BytesSent);
