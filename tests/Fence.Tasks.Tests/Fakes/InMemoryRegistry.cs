using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>A registry of one repository; what real ones do is tested against real ones.</summary>
internal sealed class InMemoryRegistry : IRegistry
{
    /// <summary>The manifest behind each tag and digest.</summary>
    public Dictionary<string, RegistryManifest> Manifests { get; } = new(StringComparer.Ordinal);

    /// <summary>The labels behind each image ID.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>> Labels { get; } = new(StringComparer.Ordinal);

    public string Address { get; set; } = "127.0.0.1:5000";

    public FenceException? Down { get; set; }

    public Task<RegistryManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        Down is null ? Task.FromResult(Manifests.GetValueOrDefault(reference)) : Task.FromException<RegistryManifest?>(Down);

    public Task<IReadOnlyDictionary<string, string>> GetLabelsAsync(
        string repository, RegistryManifest manifest, CancellationToken cancellationToken) => Task.FromResult(Labels[manifest.ImageId]);
}
