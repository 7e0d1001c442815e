using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>The sections of the OCI distribution specification, held against Debian's registry.</summary>
[Trait("Category", "docker")]
public sealed class RegistryConformanceTests : OnTestRegistry
{
    private const string Repository = "exampleco/stack-alsek";


    [Theory(DisplayName = "Pushing blobs, Pulling blobs: what is read back is what was sent")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * 1024 * 1024)]
    [InlineData((8 * 1024 * 1024) + 1)]
    [InlineData((16 * 1024 * 1024) + 17)]
    public async Task Blobs_of_any_size(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        var stored = await Client.UploadBlobAsync(Repository, new MemoryStream(bytes), digest: null, Cancel);

        Assert.Equal(new StoredBlob(ContentDigest.Of(bytes), size), stored);
        Assert.Equal(size, await Client.HeadBlobAsync(Repository, stored.Digest, Cancel));
        Assert.Equal(bytes, await ReadAsync(Repository, stored.Digest));
    }

    [Fact(DisplayName = "Pushing blobs: other bytes than the digest's are not stored")]
    public async Task A_blob_with_another_digest()
    {
        var promised = ContentDigest.Of("one"u8);

        var error = await Assert.ThrowsAsync<FenceException>(() => Client.UploadBlobAsync(Repository, new MemoryStream("two"u8.ToArray()), promised, Cancel));

        Assert.Equal(RegistryFault.WrongDigest, RegistryException.Of(error)!.Fault);
        Assert.Null(await Client.HeadBlobAsync(Repository, promised, Cancel));
    }

    [Fact(DisplayName = "Mounting a blob from another repository: nothing is sent")]
    public async Task A_mount()
    {
        var blob = await StoreAsync(Repository, "a layer");

        Assert.True(await Client.MountBlobAsync("exampleco/other", blob.Digest, Repository, Cancel));

        Assert.Equal(blob.Size, await Client.HeadBlobAsync("exampleco/other", blob.Digest, Cancel));
    }

    [Fact(DisplayName = "Mounting a blob from another repository: what is not there is not mounted, and no upload is left")]
    public async Task A_mount_of_nothing()
    {
        await StoreAsync("exampleco/other", "makes the repository");

        Assert.False(await Client.MountBlobAsync("exampleco/other", ContentDigest.Of("nowhere"u8), Repository, Cancel));

        Assert.Equal("", await Registry.ExecAsync("find", "/var/lib/registry", "-path", "*/exampleco/other/_uploads/*", "-name", "data"));
    }

    [Fact(DisplayName = "Pushing Manifests, Pulling manifests: the bytes stay as they are, under digest and tag")]
    public async Task A_manifest()
    {
        var manifest = await ManifestAsync("spaces   stay");

        await Client.PutManifestAsync(Repository, "1.0", manifest, Cancel);

        Assert.Equal(manifest.Bytes.ToArray(), (await Client.GetManifestAsync(Repository, "1.0", Cancel))!.Bytes.ToArray());
        Assert.Equal(manifest.Digest, (await Client.GetManifestAsync(Repository, manifest.Digest, Cancel))!.Digest);
        Assert.Equal(manifest.Digest, await Client.HeadManifestAsync(Repository, "1.0", Cancel));
        Assert.Null(await Client.HeadManifestAsync(Repository, "2.0", Cancel));
        Assert.Null(await Client.GetManifestAsync("exampleco/nothing", "1.0", Cancel));
    }

    [Fact(DisplayName = "Pushing Manifests: one whose layers are not there is refused, with the registry's own words")]
    public async Task A_manifest_without_its_layers()
    {
        var nowhere = new ContentDescriptor(MediaTypes.DockerLayer, ContentDigest.Of("nowhere"u8), 7);

        var error = await Assert.ThrowsAsync<FenceException>(() => Client.PutManifestAsync(Repository, "1.0", Image(nowhere, nowhere), Cancel));

        Assert.StartsWith($"the registry at {Registry.Address} answered 400 when asked for {Repository}:1.0: blob unknown to registry", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
    }

    [Fact(DisplayName = "Listing Tags: all of them, none for a repository that is not there")]
    public async Task Tags()
    {
        var manifest = await ManifestAsync("an image");
        foreach (var tag in (string[])["b", "a", "c"])
            await Client.PutManifestAsync(Repository, tag, manifest, Cancel);

        Assert.Equal(["a", "b", "c"], await Client.ListTagsAsync(Repository, Cancel).Order(StringComparer.Ordinal).ToListAsync(Cancel));
        Assert.Empty(await Client.ListTagsAsync("exampleco/nothing", Cancel).ToListAsync(Cancel));
    }

    [Fact(DisplayName = "Deleting Manifests, Deleting Blobs: what is deleted is gone, and gone already is no error")]
    public async Task Deleting()
    {
        var manifest = await ManifestAsync("an image");
        await Client.PutManifestAsync(Repository, "1.0", manifest, Cancel);

        Assert.True(await Client.DeleteManifestAsync(Repository, manifest.Digest, Cancel));
        Assert.True(await Client.DeleteBlobAsync(Repository, manifest.Layers[0].Digest, Cancel));

        Assert.Null(await Client.HeadManifestAsync(Repository, manifest.Digest, Cancel));
        Assert.Null(await Client.HeadBlobAsync(Repository, manifest.Layers[0].Digest, Cancel));
        Assert.False(await Client.DeleteManifestAsync(Repository, manifest.Digest, Cancel));
        Assert.False(await Client.DeleteBlobAsync(Repository, manifest.Layers[0].Digest, Cancel));
    }

    [Fact(DisplayName = "Listing Referrers, Unavailable Referrers API: artifacts are found again by the referrers tag")]
    public async Task Artifacts()
    {
        var image = await ManifestAsync("an image");
        await Client.PutManifestAsync(Repository, "1.0", image, Cancel);
        var store = new ArtifactStore(Client);

        var receipt = await store.AttachAsync(Repository, "1.0", new Artifact("application/vnd.made-up.receipt", "application/json", "{\"a\":1}"u8.ToArray()), Cancel);
        await store.AttachAsync(Repository, image.Digest, new Artifact("application/vnd.made-up.other", "text/plain", "b"u8.ToArray()), Cancel);
        await store.AttachAsync(Repository, "1.0", new Artifact("application/vnd.made-up.receipt", "application/json", "{\"a\":1}"u8.ToArray()), Cancel);

        Assert.Equal([receipt], await store.ListAsync(Repository, image.Digest, "application/vnd.made-up.receipt", Cancel));
        Assert.Equal(2, (await store.ListAsync(Repository, image.Digest, artifactType: null, Cancel)).Length);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString((await store.ReadAsync(Repository, receipt, Cancel))!.Bytes.Span));
    }

    [Fact(DisplayName = "Referrers Tag Schema: entries of others stay, also when several write at once")]
    public async Task Artifacts_at_once()
    {
        var image = await ManifestAsync("an image");
        await Client.PutManifestAsync(Repository, "1.0", image, Cancel);
        var store = new ArtifactStore(Client);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
            store.AttachAsync(Repository, image.Digest, new Artifact("application/vnd.made-up", "text/plain", Encoding.UTF8.GetBytes($"{number}")), Cancel)));

        Assert.Equal(4, (await store.ListAsync(Repository, image.Digest, artifactType: null, Cancel)).Length);
    }

    [Fact(DisplayName = "Deleting Manifests: a referrer that is deleted is taken off the referrers tag")]
    public async Task Deleting_an_artifact()
    {
        var image = await ManifestAsync("an image");
        await Client.PutManifestAsync(Repository, "1.0", image, Cancel);
        var store = new ArtifactStore(Client);
        var gone = await store.AttachAsync(Repository, "1.0", new Artifact("application/vnd.made-up", "text/plain", "1"u8.ToArray()), Cancel);
        var kept = await store.AttachAsync(Repository, "1.0", new Artifact("application/vnd.made-up", "text/plain", "2"u8.ToArray()), Cancel);

        await Client.DeleteManifestAsync(Repository, gone.Digest, Cancel);

        Assert.Equal([kept], await store.ListAsync(Repository, image.Digest, artifactType: null, Cancel));
    }

    [Fact(DisplayName = "Pulling manifests, Pulling blobs: what was altered on the registry's disk is refused")]
    public async Task Altered_content()
    {
        var manifest = await ManifestAsync("an image");
        await Client.PutManifestAsync(Repository, "1.0", manifest, Cancel);
        await AlterAsync(manifest.Digest);
        await AlterAsync(manifest.Layers[0].Digest);

        var byTag = await Assert.ThrowsAsync<FenceException>(() => Client.GetManifestAsync(Repository, "1.0", Cancel));
        var layer = await Assert.ThrowsAsync<FenceException>(() => ReadAsync(Repository, manifest.Layers[0].Digest));

        // This registry checks manifests itself; what it says is an error of its own.
        Assert.Equal(RegistryFault.Broken, RegistryException.Of(byTag)!.Fault);
        Assert.Equal(RegistryFault.WrongDigest, RegistryException.Of(layer)!.Fault);
        Assert.Equal($"the registry at {Registry.Address} has other bytes under {Repository}@{manifest.Layers[0].Digest} than the digest says", layer.Message);
    }

    // Same length, so that only the digest tells.
    private Task<string> AlterAsync(string digest)
    {
        var hex = digest["sha256:".Length..];
        return Registry.ExecAsync("sed", "-i", "s/an/AN/;s/sha256/SHA256/", $"/var/lib/registry/docker/registry/v2/blobs/sha256/{hex[..2]}/{hex}/data");
    }

    private async Task<ManifestDocument> ManifestAsync(string text)
    {
        var config = await StoreAsync(Repository, "{}");
        var layer = await StoreAsync(Repository, text);
        return Image(new ContentDescriptor(MediaTypes.DockerConfig, config.Digest, config.Size), new ContentDescriptor(MediaTypes.DockerLayer, layer.Digest, layer.Size));
    }

    private static ManifestDocument Image(ContentDescriptor config, ContentDescriptor layer) => new(
        MediaTypes.DockerManifest,
        Encoding.UTF8.GetBytes($$"""
            { "schemaVersion" : 2, "mediaType": "{{MediaTypes.DockerManifest}}",
              "config": {{config.ToJson().ToJsonString()}},   "layers": [{{layer.ToJson().ToJsonString()}}] }
            """));

    private Task<StoredBlob> StoreAsync(string repository, string text) =>
        Client.UploadBlobAsync(repository, new MemoryStream(Encoding.UTF8.GetBytes(text)), digest: null, Cancel);

    private async Task<byte[]> ReadAsync(string repository, string digest)
    {
        await using var blob = await Client.OpenBlobAsync(repository, digest, Cancel);
        using var bytes = new MemoryStream();
        await blob.CopyToAsync(bytes, Cancel);
        return bytes.ToArray();
    }
}
