using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker.Tests.Registries;
using Fence.Tasks.Inventories;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Inventories;

/// <summary>What a real registry has, and what is left of it.</summary>
[Trait("Category", "docker")]
public sealed class RegistryPrunerTests : OnTestRegistry
{
    private const string Repository = "exampleco/stack-alsek";

    private readonly RecordedEvents events = new();

    [Fact]
    public async Task An_image_is_listed_with_all_its_tags_its_size_its_commit_and_what_is_beside_it()
    {
        var stored = await StoreAsync("1", "2026-11-23T10:00:00Z");
        await Client.PutManifestAsync(Repository, "stable", (await Client.GetManifestAsync(Repository, "1", Cancel))!, Cancel);
        await AttachAsync("1");

        var image = Assert.Single((await ReadAsync()).Images);

        Assert.Equal((stored.Digest, stored.ImageId, "c0ffee"), (image.Digest, image.ImageId, image.Commit));
        Assert.Equal(["1", "stable"], image.Tags);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), image.CreatedAt);
        Assert.Equal(Configuration("1", "2026-11-23T10:00:00Z").Length + "the base".Length + "layer 1".Length, image.Size);
        Assert.Equal(["application/vnd.made-up+json"], image.Artifacts.Select(artifact => artifact.ArtifactType));
    }

    [Fact]
    public async Task The_newest_come_first_and_an_empty_repository_has_nothing()
    {
        Assert.Empty((await ReadAsync()).Images);
        await StoreAsync("old", "2026-11-22T10:00:00Z");
        await StoreAsync("new", "2026-11-23T10:00:00Z");

        Assert.Equal(["new", "old"], (await ReadAsync()).Images.SelectMany(image => image.Tags));
    }

    [Fact]
    public async Task What_nobody_needs_goes_with_its_files_and_the_rest_stays_whole()
    {
        var (gone, kept) = (await StoreAsync("1", "2026-11-22T10:00:00Z"), await StoreAsync("2", "2026-11-23T10:00:00Z"));
        await AttachAsync("1");
        await AttachAsync("2");

        Assert.Equal(1, await PruneAsync("2"));

        Assert.Null(await Client.HeadManifestAsync(Repository, gone.Digest, Cancel));
        Assert.Equal(kept.Digest, await Client.HeadManifestAsync(Repository, "2", Cancel));
        Assert.Single(await Client.ListReferrersAsync(Repository, kept.Digest, artifactType: null, Cancel));
        Assert.Equal(["2", kept.Digest.Replace(':', '-')], await Client.ListTagsAsync(Repository, Cancel).Order().ToListAsync(Cancel));
        await Registry.ExecAsync("docker-registry", "garbage-collect", "/etc/docker/registry/config.yml");
        await Registry.RestartAsync();
        await using var layer = await Client.OpenBlobAsync(Repository, (await Client.GetManifestAsync(Repository, "2", Cancel))!.Layers[0].Digest, Cancel);
        Assert.Equal("the base", await new StreamReader(layer).ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task An_image_that_a_kept_list_names_stays()
    {
        var image = await StoreAsync("amd64", "2026-11-22T10:00:00Z");
        var manifest = (await Client.GetManifestAsync(Repository, image.Digest, Cancel))!;
        var list = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.DockerList,
            ["manifests"] = new JsonArray(new JsonObject
            {
                ["mediaType"] = manifest.MediaType,
                ["digest"] = manifest.Digest,
                ["size"] = manifest.Bytes.Length,
                ["platform"] = new JsonObject { ["architecture"] = "amd64", ["os"] = "linux" },
            }),
        };
        await Client.PutManifestAsync(Repository, "list", new ManifestDocument(MediaTypes.DockerList, Encoding.UTF8.GetBytes(list.ToJsonString())), Cancel);

        Assert.Equal(0, await PruneAsync("list"));

        Assert.Equal(image.Digest, await Client.HeadManifestAsync(Repository, "amd64", Cancel));
    }

    [Fact]
    public async Task An_image_that_was_given_another_tag_since_it_was_shown_stays()
    {
        await StoreAsync("1", "2026-11-22T10:00:00Z");
        var plan = RegistryPrunePlan.For(await ReadAsync(), newest: 0);
        await Client.PutManifestAsync(Repository, "stable", (await Client.GetManifestAsync(Repository, "1", Cancel))!, Cancel);

        Assert.Equal(0, await new RegistryPruner(Client, events).PruneAsync(plan, Cancel));

        Assert.NotNull(await Client.HeadManifestAsync(Repository, "stable", Cancel));
        Assert.Contains("it is 1, stable now, and was 1", events.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_lets_nobody_delete_says_what_to_set()
    {
        await using var locked = await TestRegistry.StartAsync(null, "REGISTRY_STORAGE_DELETE_ENABLED=false");
        using var there = locked.Client();
        await StoreAsync("1", "2026-11-22T10:00:00Z");
        await new ImageCopy(Client, there).CopyAsync(Repository, Repository, (await Client.HeadManifestAsync(Repository, "1", Cancel))!, Cancel);
        await there.PutManifestAsync(Repository, "1", (await Client.GetManifestAsync(Repository, "1", Cancel))!, Cancel);
        var plan = RegistryPrunePlan.For(await new InventoryReader(there, locked.Address).ReadAsync(Repository, Cancel), newest: 0);

        var error = await Assert.ThrowsAsync<FenceException>(() => new RegistryPruner(there, events).PruneAsync(plan, Cancel));

        Assert.Equal($"the registry at {locked.Address} lets nobody delete", error.Message);
        Assert.Contains("REGISTRY_STORAGE_DELETE_ENABLED=true", error.Diagnostics[0].Remedy, StringComparison.Ordinal);
    }

    private static string Configuration(string tag, string created) =>
        $$$"""{"created":"{{{created}}}","config":{"Labels":{"org.opencontainers.image.revision":"c0ffee","tag":"{{{tag}}}"} } }""";

    private Task<RegistryManifest> StoreAsync(string tag, string created) =>
        StoreImageAsync(Repository, tag, Configuration(tag, created), "the base", $"layer {tag}");

    private Task<ContentDescriptor> AttachAsync(string tag) => new ArtifactStore(Client).AttachAsync(
        Repository, tag, new Artifact("application/vnd.made-up+json", "application/json", Encoding.UTF8.GetBytes($$"""{"about":"{{tag}}"}""")), Cancel);

    private Task<RepositoryInventory> ReadAsync() => new InventoryReader(Client, Registry.Address).ReadAsync(Repository, Cancel);

    private async Task<int> PruneAsync(string used)
    {
        var inventory = await ReadAsync();
        var uses = new ImageUses([], [.. ImageUses.TagsOf(used, inventory)], ImmutableArray<Rollouts.ClusterStatus>.Empty);
        return await new RegistryPruner(Client, events).PruneAsync(RegistryPrunePlan.For(uses.Of(inventory), newest: 0), Cancel);
    }
}
