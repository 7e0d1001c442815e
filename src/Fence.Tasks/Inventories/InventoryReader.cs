using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Inventories;

/// <summary>Asks a registry what a repository has. Only what tags name can be found: no registry lists anything else.</summary>
/// <param name="registry">The registry, as this machine reaches it.</param>
/// <param name="address">The registry's address, as nodes know it.</param>
public sealed class InventoryReader(IRegistryStore registry, string address)
{
    private const int Parallelism = 8;

    /// <summary>Reads.</summary>
    /// <param name="repository">The repository; one that is not there has nothing.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="Diagnostics.FenceException">The registry fails.</exception>
    public async Task<RepositoryInventory> ReadAsync(string repository, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        await foreach (var tag in registry.ListTagsAsync(repository, cancellationToken))
        {
            if (!ReferrersTag.IsOne(tag))
                tags.Add(tag);
        }

        var named = new ConcurrentBag<(string Tag, string Digest)>();
        await EachAsync(tags, async (tag, token) =>
        {
            if (await registry.HeadManifestAsync(repository, tag, token) is { } digest)
                named.Add((tag, digest));
        }, cancellationToken);

        var images = new ConcurrentBag<StoredImage>();
        await EachAsync(named.GroupBy(name => name.Digest, name => name.Tag, StringComparer.Ordinal), async (names, token) =>
        {
            if (await registry.GetManifestAsync(repository, names.Key, token) is { } manifest)
                images.Add(await DescribeAsync(repository, manifest, [.. names.Order(StringComparer.Ordinal)], token));
        }, cancellationToken);
        return new RepositoryInventory(
            address,
            repository,
            [.. images.OrderByDescending(image => image.CreatedAt ?? DateTimeOffset.MinValue).ThenBy(image => image.Tags[0], StringComparer.Ordinal)]);
    }

    private async Task<StoredImage> DescribeAsync(
        string repository, ManifestDocument manifest, ImmutableArray<string> tags, CancellationToken cancellationToken)
    {
        var image = manifest.Config is { MediaType: MediaTypes.DockerConfig or MediaTypes.OciConfig } config ? config : null;
        var configuration = image is null ? [] : await registry.ReadBlobAsync(repository, image.Digest, cancellationToken);
        var artifacts = ImmutableArray.CreateBuilder<ContentDescriptor>();
        await AddArtifactsAsync(repository, manifest.Digest, artifacts, cancellationToken);
        return new StoredImage
        {
            Digest = manifest.Digest,
            Tags = tags,
            ImageId = image?.Digest,
            CreatedAt = ImageConfiguration.CreatedAt(configuration),
            Commit = ImageConfiguration.Labels(configuration).GetValueOrDefault(ImageLabels.Revision),
            Artifacts = artifacts.ToImmutable(),
            Needs = [.. manifest.Manifests.Select(child => child.Digest), .. manifest.Subject is { } subject ? [subject.Digest] : Array.Empty<string>()],
            Blobs = await BlobsAsync(repository, manifest, cancellationToken),
        };
    }

    // A list of lists is allowed, and nobody makes one of more than a few.
    private async Task<ImmutableArray<ContentDescriptor>> BlobsAsync(string repository, ManifestDocument manifest, CancellationToken cancellationToken)
    {
        var blobs = ImmutableArray.CreateBuilder<ContentDescriptor>();
        if (manifest.Config is { } config)
            blobs.Add(config);
        blobs.AddRange(manifest.Layers);
        foreach (var child in manifest.Manifests)
        {
            if (await registry.GetManifestAsync(repository, child.Digest, cancellationToken) is { } image)
                blobs.AddRange(await BlobsAsync(repository, image, cancellationToken));
        }

        return [.. blobs.DistinctBy(blob => blob.Digest, StringComparer.Ordinal)];
    }

    private async Task AddArtifactsAsync(
        string repository, string subject, ImmutableArray<ContentDescriptor>.Builder found, CancellationToken cancellationToken)
    {
        foreach (var artifact in await registry.ListReferrersAsync(repository, subject, artifactType: null, cancellationToken))
        {
            if (found.Any(known => known.Digest == artifact.Digest))
                continue;
            found.Add(artifact);
            await AddArtifactsAsync(repository, artifact.Digest, found, cancellationToken);
        }
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> ask, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (item, token) => await ask(item, token));
}
