using System.Text;
using System.Text.Json.Nodes;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>Tests that each have a registry of their own, empty at first, and a client of it.</summary>
public abstract class OnTestRegistry : IAsyncLifetime
{
    private protected TestRegistry Registry { get; private set; } = null!;

    private protected RegistryClient Client { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Registry = await TestRegistry.StartAsync();
        Client = Registry.Client();
    }

    /// <summary>Puts an image under a tag, as an engine does.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="configuration">The image's configuration; its digest is the image ID.</param>
    /// <param name="layers">What stands for the layers.</param>
    private protected async Task<RegistryManifest> StoreImageAsync(string repository, string tag, string configuration, params string[] layers)
    {
        var config = await StoreAsync(repository, MediaTypes.DockerConfig, configuration);
        var stored = new List<JsonNode>();
        foreach (var layer in layers)
            stored.Add((await StoreAsync(repository, MediaTypes.DockerLayer, layer)).ToJson());
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.DockerManifest,
            ["config"] = config.ToJson(),
            ["layers"] = new JsonArray([.. stored]),
        };
        var document = new ManifestDocument(MediaTypes.DockerManifest, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
        await Client.PutManifestAsync(repository, tag, document, Cancel);
        return new RegistryManifest(document.Digest, config.Digest);
    }

    private async Task<ContentDescriptor> StoreAsync(string repository, string type, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var stored = await Client.UploadBlobAsync(repository, content, digest: null, Cancel);
        return new ContentDescriptor(type, stored.Digest, stored.Size);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Registry.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
