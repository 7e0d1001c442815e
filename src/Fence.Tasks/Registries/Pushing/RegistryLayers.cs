namespace Fence.Tasks.Registries.Pushing;

/// <summary>Finds the layers of an image that a registry has already, in the repository itself or in another one that they are mounted from.</summary>
/// <param name="registry">The registry.</param>
/// <param name="cache">What earlier pushes learnt.</param>
internal sealed class RegistryLayers(IRegistryStore registry, LayerCache cache)
{
    // The newest images share the most layers with the next one; who finds none in these finds none in older ones.
    private const int MostManifests = 3;

    /// <summary>Finds layers, and sees to it that the repository has them.</summary>
    /// <param name="repository">The repository that is pushed to.</param>
    /// <param name="others">Repositories that may have them, too, with the tags to look at.</param>
    /// <param name="layers">The digests of the layers, uncompressed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The layers that the repository has, by their uncompressed digest.</returns>
    public async Task<Dictionary<string, ContentDescriptor>> EnsureAsync(
        string repository, IReadOnlyList<(string Repository, string Tag)> others, IReadOnlyList<string> layers, CancellationToken cancellationToken)
    {
        var present = await FindAsync(repository, layers, cancellationToken);
        if (present.Count == layers.Distinct(StringComparer.Ordinal).Count())
            return present;

        await LearnAsync(repository, others, cancellationToken);
        return await FindAsync(repository, layers, cancellationToken);
    }

    private async Task<Dictionary<string, ContentDescriptor>> FindAsync(string repository, IReadOnlyList<string> layers, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(layers.Distinct(StringComparer.Ordinal).Select(async layer => (layer, there: await FindAsync(repository, layer, cancellationToken))));
        return found
            .Where(each => each.there is not null)
            .ToDictionary(each => each.layer, each => each.there!, StringComparer.Ordinal);
    }

    private async Task<ContentDescriptor?> FindAsync(string repository, string layer, CancellationToken cancellationToken)
    {
        var places = cache.Find(registry.Address, layer);
        foreach (var place in places.OrderByDescending(place => place.Repository == repository))
        {
            if (await registry.HeadBlobAsync(repository, place.Digest, cancellationToken) is { } size && size == place.Size)
                return Remember(layer, place with { Repository = repository });
            if (place.Repository != repository && await registry.MountBlobAsync(repository, place.Digest, place.Repository, cancellationToken))
                return Remember(layer, place with { Repository = repository });
        }

        return null;
    }

    private ContentDescriptor Remember(string layer, KnownLayer place)
    {
        cache.Add(layer, place);
        return new ContentDescriptor(MediaTypes.DockerLayer, place.Digest, place.Size);
    }

    private async Task LearnAsync(string repository, IReadOnlyList<(string Repository, string Tag)> others, CancellationToken cancellationToken)
    {
        var tags = await registry.ListTagsAsync(repository, cancellationToken)
            .Where(tag => !ReferrersTag.IsOne(tag))
            .OrderDescending(StringComparer.Ordinal)
            .Take(MostManifests)
            .ToListAsync(cancellationToken);
        foreach (var (from, tag) in tags.Select(tag => (repository, tag)).Concat(others))
            await LearnAsync(from, tag, cancellationToken);
    }

    private async Task LearnAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        foreach (var (layer, compressed) in await ManifestLayers.ReadAsync(registry, repository, tag, cancellationToken))
        {
            // Others than gzip's are left as they are: the oldest engines read no others.
            if (compressed.MediaType.EndsWith("gzip", StringComparison.Ordinal))
                cache.Add(layer, new KnownLayer(registry.Address, repository, compressed.Digest, compressed.Size));
        }
    }
}
