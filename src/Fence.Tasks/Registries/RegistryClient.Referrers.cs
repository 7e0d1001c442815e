using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Registries;

public sealed partial class RegistryClient
{
    // The tag is read, changed and written, and the specification has nothing that makes this one step: of two programs that do it at
    // once one may overwrite the other. Here one does it at a time, and who does not find the own entry afterwards enters it again.
    private const int MostEntries = 5;
    private readonly SemaphoreSlim entering = new(1);

    /// <inheritdoc/>
    public async Task<ImmutableArray<ContentDescriptor>> ListReferrersAsync(
        string repository, string digest, string? artifactType, CancellationToken cancellationToken)
    {
        var query = artifactType is null ? "" : $"?artifactType={Uri.EscapeDataString(artifactType)}";
        var found = ImmutableArray.CreateBuilder<ContentDescriptor>();
        var pages = transport.PagesAsync(
            $"{repository}/referrers/{digest}{query}", $"the referrers of {repository}@{digest}", AccessScope.Pull(repository), [MediaTypes.OciIndex], MostManifest, cancellationToken);
        await foreach (var page in pages)
        {
            // No such list: "Unavailable Referrers API".
            if (page is not { } json)
                return Filter((await GetFallbackAsync(repository, digest, cancellationToken))?.Manifests ?? [], artifactType);
            if (json.TryGetProperty("manifests", out var manifests) && manifests.ValueKind == System.Text.Json.JsonValueKind.Array)
                found.AddRange(manifests.EnumerateArray().Select(ContentDescriptor.Read).OfType<ContentDescriptor>());
        }

        // A registry need not filter.
        return Filter(found.ToImmutable(), artifactType);
    }

    private static ImmutableArray<ContentDescriptor> Filter(ImmutableArray<ContentDescriptor> found, string? artifactType) =>
        artifactType is null ? found : [.. found.Where(referrer => referrer.ArtifactType == artifactType)];

    private Task<ManifestDocument?> GetFallbackAsync(string repository, string digest, CancellationToken cancellationToken) =>
        GetAsync(repository, ReferrersTag.Of(digest), [MediaTypes.OciIndex], cancellationToken);

    // "Pushing Manifests with Subject", for a registry that does not confirm the subject.
    private async Task EnterReferrerAsync(string repository, string subject, ManifestDocument manifest, CancellationToken cancellationToken)
    {
        var entry = manifest.Descriptor with { ArtifactType = manifest.ArtifactType, Annotations = manifest.Annotations };
        await entering.WaitAsync(cancellationToken);
        try
        {
            await EnterReferrerAsync(repository, subject, entry, cancellationToken);
        }
        finally
        {
            entering.Release();
        }
    }

    private async Task EnterReferrerAsync(string repository, string subject, ContentDescriptor entry, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostEntries; attempt++)
        {
            var there = (await GetFallbackAsync(repository, subject, cancellationToken))?.Manifests ?? [];
            if (there.Any(referrer => referrer.Digest == entry.Digest))
                return;
            await PutFallbackAsync(repository, subject, there.Add(entry), cancellationToken);
        }

        if ((await GetFallbackAsync(repository, subject, cancellationToken))?.Manifests.Any(referrer => referrer.Digest == entry.Digest) != true)
            throw transport.Errors.Of(
                RegistryFault.Refused,
                string.Create(CultureInfo.InvariantCulture, $"lost the entry of {entry.Digest} under {repository}:{ReferrersTag.Of(subject)} {MostEntries} times"));
    }

    private async Task StrikeReferrerAsync(string repository, string subject, string digest, CancellationToken cancellationToken)
    {
        var there = (await GetFallbackAsync(repository, subject, cancellationToken))?.Manifests ?? [];
        if (there.Any(referrer => referrer.Digest == digest))
            await PutFallbackAsync(repository, subject, [.. there.Where(referrer => referrer.Digest != digest)], cancellationToken);
    }

    private Task PutFallbackAsync(string repository, string subject, ImmutableArray<ContentDescriptor> entries, CancellationToken cancellationToken)
    {
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciIndex,
            ["manifests"] = new JsonArray([.. entries.Select(entry => (JsonNode)entry.ToJson())]),
        };
        return PutManifestAsync(
            repository, ReferrersTag.Of(subject), new ManifestDocument(MediaTypes.OciIndex, System.Text.Encoding.UTF8.GetBytes(index.ToJsonString())), cancellationToken);
    }
}
