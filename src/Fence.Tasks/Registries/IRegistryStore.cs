using System.Collections.Immutable;

namespace Fence.Tasks.Registries;

/// <summary>
/// The port to what a registry keeps, for reading and writing (OCI distribution specification). Repositories are named without the
/// registry's address. Every method fails with a <see cref="Diagnostics.FenceException"/> that names the registry; why is in
/// <see cref="RegistryException.Of"/>.
/// </summary>
public interface IRegistryStore : IRegistry
{
    /// <summary>Asks for a manifest of any kind ("Pulling manifests"); the bytes are checked against the digest.</summary>
    /// <returns>The manifest; null where there is none.</returns>
    Task<ManifestDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken);

    /// <summary>Asks whether there is a manifest ("Checking if content exists in the registry").</summary>
    /// <returns>Its digest; null where there is none.</returns>
    Task<string?> HeadManifestAsync(string repository, string reference, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a manifest under its digest or a tag ("Pushing Manifests"). One with a subject is entered among the subject's referrers, by
    /// the registry or, where that cannot, under the tag that the specification has for it ("Pushing Manifests with Subject").
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="reference">A tag; the manifest's digest for no tag.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task PutManifestAsync(string repository, string reference, ManifestDocument manifest, CancellationToken cancellationToken);

    /// <summary>Takes a manifest away, with all tags that name it ("Deleting Manifests").</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteManifestAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>Asks whether there is a blob ("Checking if content exists in the registry").</summary>
    /// <returns>Its size in bytes; null where there is none.</returns>
    Task<long?> HeadBlobAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a blob for reading ("Pulling blobs"). The stream goes on where a connection was cut, and ends with an error where the bytes are
    /// not those of the digest.
    /// </summary>
    Task<Stream> OpenBlobAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a blob ("Pushing blobs"): in one piece where it is small, else in chunks, each sent again where it did not arrive. Never more
    /// than a chunk is held.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="content">The bytes; read once.</param>
    /// <param name="digest">The digest they must have; null where it is only known at the end.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Digest and size, as the registry confirmed them.</returns>
    Task<StoredBlob> UploadBlobAsync(string repository, Stream content, string? digest, CancellationToken cancellationToken);

    /// <summary>Lets a repository have a blob of another one without sending it ("Mounting a blob from another repository").</summary>
    /// <returns>Whether the registry did; false where it does not have the blob there, or does not mount.</returns>
    Task<bool> MountBlobAsync(string repository, string digest, string from, CancellationToken cancellationToken);

    /// <summary>Takes a blob away ("Deleting Blobs").</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteBlobAsync(string repository, string digest, CancellationToken cancellationToken);

    /// <summary>The tags of a repository ("Listing Tags"), page by page; none where there is no such repository.</summary>
    IAsyncEnumerable<string> ListTagsAsync(string repository, CancellationToken cancellationToken);

    /// <summary>
    /// The manifests that are about a manifest ("Listing Referrers"), by the registry's list or, where it keeps none, by the tag that the
    /// specification has for it.
    /// </summary>
    Task<ImmutableArray<ContentDescriptor>> ListReferrersAsync(
        string repository, string digest, string? artifactType, CancellationToken cancellationToken);
}

/// <summary>A blob that a registry has taken.</summary>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Size">The number of its bytes.</param>
public sealed record StoredBlob(string Digest, long Size);
