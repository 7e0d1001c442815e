using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Registries;

/// <summary>A file that is kept in a registry beside the image that it is about, such as a receipt or a promotion record.</summary>
/// <param name="ArtifactType">What kind of artifact it is: <c>application/vnd.fence.receipt.v1+json</c>.</param>
/// <param name="MediaType">What the bytes are: <c>application/json</c>.</param>
/// <param name="Bytes">The bytes; a few megabytes at most.</param>
public sealed record Artifact(string ArtifactType, string MediaType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What is said about it in lists, such as <c>org.opencontainers.image.created</c>.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>Keeps files beside images (OCI image specification, "Guidelines for Artifact Usage"; found again as the image's referrers).</summary>
/// <param name="registry">The registry.</param>
public sealed class ArtifactStore(IRegistryStore registry)
{
    private static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>Puts an artifact beside a manifest. The same artifact again changes nothing, since the same bytes have the same digest.</summary>
    /// <param name="repository">The repository that has the manifest.</param>
    /// <param name="subject">The digest of the manifest, or a tag that names it.</param>
    /// <param name="artifact">The artifact.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How the registry knows the artifact.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry fails, or has no such manifest.</exception>
    public async Task<ContentDescriptor> AttachAsync(string repository, string subject, Artifact artifact, CancellationToken cancellationToken)
    {
        var about = await registry.GetManifestAsync(repository, subject, cancellationToken) ?? throw new Diagnostics.FenceException(
            Diagnostics.ExitCode.ClusterFailed,
            Diagnostics.Diagnostic.Error("FR011", $"the registry at {registry.Address} has no {repository}@{subject} to keep something beside", "Push it first: ./build.sh PushRegistry"));
        var content = new ContentDescriptor(artifact.MediaType, ContentDigest.Of(artifact.Bytes.Span), artifact.Bytes.Length);
        var config = new ContentDescriptor(MediaTypes.OciEmpty, ContentDigest.Of(Empty), Empty.Length);
        await StoreAsync(repository, config, Empty, cancellationToken);
        await StoreAsync(repository, content, artifact.Bytes, cancellationToken);

        var manifest = ManifestOf(artifact, config, content, about.Descriptor);
        await registry.PutManifestAsync(repository, manifest.Digest, manifest, cancellationToken);
        return manifest.Descriptor with { ArtifactType = artifact.ArtifactType, Annotations = artifact.Annotations };
    }

    /// <summary>The artifacts beside a manifest.</summary>
    public Task<ImmutableArray<ContentDescriptor>> ListAsync(
        string repository, string subject, string? artifactType, CancellationToken cancellationToken) =>
        registry.ListReferrersAsync(repository, subject, artifactType, cancellationToken);

    /// <summary>Reads an artifact that <see cref="ListAsync"/> named.</summary>
    /// <returns>The artifact; null where it is there no more, or has more than one file.</returns>
    public async Task<Artifact?> ReadAsync(string repository, ContentDescriptor artifact, CancellationToken cancellationToken)
    {
        if (await registry.GetManifestAsync(repository, artifact.Digest, cancellationToken) is not { Layers: [var content] } manifest)
            return null;

        var bytes = await registry.ReadBlobAsync(repository, content.Digest, cancellationToken);
        return new Artifact(manifest.ArtifactType ?? "", content.MediaType, bytes) { Annotations = manifest.Annotations };
    }

    /// <summary>Reads all artifacts of a type beside a manifest, as far as they are still there and have one file.</summary>
    public async IAsyncEnumerable<Artifact> ReadAllAsync(
        string repository, string subject, string? artifactType, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var found in await ListAsync(repository, subject, artifactType, cancellationToken))
        {
            if (await ReadAsync(repository, found, cancellationToken) is { } artifact)
                yield return artifact;
        }
    }

    private async Task StoreAsync(string repository, ContentDescriptor content, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (await registry.HeadBlobAsync(repository, content.Digest, cancellationToken) is not null)
            return;
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        await registry.UploadBlobAsync(repository, stream, content.Digest, cancellationToken);
    }

    private static ManifestDocument ManifestOf(Artifact artifact, ContentDescriptor config, ContentDescriptor content, ContentDescriptor subject)
    {
        var json = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciManifest,
            ["artifactType"] = artifact.ArtifactType,
            ["config"] = config.ToJson(),
            ["layers"] = new JsonArray(content.ToJson()),
            ["subject"] = subject.ToJson(),
        };
        if (artifact.Annotations.Count > 0)
            json["annotations"] = new JsonObject(artifact.Annotations.Select(note => KeyValuePair.Create(note.Key, (JsonNode?)note.Value)));
        return new ManifestDocument(MediaTypes.OciManifest, Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
