namespace Fence.Tasks.Registries;

/// <summary>The port to a registry's HTTP API (OCI distribution specification).</summary>
public interface IRegistry
{
    /// <summary>The address in front of repositories, as messages and image names have it.</summary>
    string Address { get; }

    /// <summary>Asks for a manifest (specification: "pulling manifests").</summary>
    /// <param name="repository">The repository, without the registry's address.</param>
    /// <param name="reference">A tag, or a digest.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What the registry has there; null where it has nothing.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be reached, refuses, or answers with something else than a manifest.</exception>
    Task<RegistryManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken);

    /// <summary>Reads the labels of an image (specification: "pulling blobs", of the manifest's configuration).</summary>
    /// <param name="repository">The repository, without the registry's address.</param>
    /// <param name="manifest">The image's manifest.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The labels; empty where the image has none.</returns>
    /// <exception cref="Diagnostics.FenceException">The registry cannot be reached, refuses, or has other bytes under the digest.</exception>
    Task<IReadOnlyDictionary<string, string>> GetLabelsAsync(string repository, RegistryManifest manifest, CancellationToken cancellationToken);
}

/// <summary>An image's manifest in a registry.</summary>
/// <param name="Digest">The digest of the manifest's bytes: under this the image is known everywhere.</param>
/// <param name="ImageId">The digest of its configuration, which engines call the image ID.</param>
public sealed record RegistryManifest(string Digest, string ImageId);
