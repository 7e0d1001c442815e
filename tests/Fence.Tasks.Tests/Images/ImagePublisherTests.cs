using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Images;

public sealed class ImagePublisherTests
{
    private static readonly RegistryDefinition Definition = new() { Address = "api.test:5000", PushAddress = "127.0.0.1:5000", Insecure = true };

    private static readonly BuiltImage Built = new()
    {
        Id = "sha256:1d1d1d1d",
        Repository = "exampleco/stack-alsek",
        Tag = "1",
        DefinitionDigest = "sha256:def", ContextDigest = "sha256:c0",
        BaseId = "sha256:ba5e",
    };

    private readonly InMemoryEngine engine = new("the builder");
    private readonly InMemoryRegistry registry = new();

    [Fact]
    public async Task An_image_is_pushed_to_the_push_address_and_known_by_the_nodes_address()
    {
        OnPushStore("1", Built.Id);

        var published = await PublishAsync(Built);

        Assert.Equal(["tag sha256:1d1d1d1d 127.0.0.1:5000/exampleco/stack-alsek:1", "push 127.0.0.1:5000/exampleco/stack-alsek:1"], engine.Did);
        Assert.Equal("api.test:5000/exampleco/stack-alsek:1", published.Reference);
        Assert.Equal("api.test:5000/exampleco/stack-alsek@sha256:d1", published.PinnedReference);
        Assert.False(published.IsReused);
        Assert.Null(engine.IdOf("127.0.0.1:5000/exampleco/stack-alsek:1"));
    }

    [Fact]
    public async Task A_name_at_the_registry_itself_stays_on_the_builder()
    {
        registry.Address = "api.test:5000";
        OnPushStore("1", Built.Id);

        await new ImagePublisher(new PushByEngine(engine, keepsName: registry.Address == Definition.Address), registry, new RecordedEvents())
            .PublishAsync(Built, Definition with { PushAddress = null }, TestContext.Current.CancellationToken);

        Assert.Equal(Built.Id, engine.IdOf("api.test:5000/exampleco/stack-alsek:1"));
    }

    [Fact]
    public async Task A_push_that_fails_leaves_no_name_behind()
    {
        engine.OnPush = () => throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FR002", "no"));

        await Assert.ThrowsAsync<FenceException>(() => PublishAsync(Built));

        Assert.Null(engine.IdOf("127.0.0.1:5000/exampleco/stack-alsek:1"));
    }

    [Fact]
    public async Task What_the_registry_has_is_not_pushed_again()
    {
        registry.Manifests["1"] = new RegistryManifest("sha256:d1", Built.Id);

        var published = await PublishAsync(Built);

        Assert.Empty(engine.Did);
        Assert.True(published.IsReused);
        Assert.Equal("sha256:d1", published.Digest);
    }

    [Fact]
    public async Task A_tag_that_was_asked_for_is_never_moved_from_another_image()
    {
        registry.Manifests["1"] = new RegistryManifest("sha256:d0", "sha256:0ther");

        var error = await Assert.ThrowsAsync<FenceException>(() => PublishAsync(Built with { TagIsGiven = true }));

        Assert.Equal("FR004", error.Diagnostics[0].Code);
        Assert.Empty(engine.Did);
    }

    [Fact]
    public async Task A_derived_tag_that_another_image_has_is_made_unique()
    {
        registry.Manifests["1"] = new RegistryManifest("sha256:d0", "sha256:0ther");
        OnPushStore("1-1d1d1d1", Built.Id);

        Assert.Equal("api.test:5000/exampleco/stack-alsek:1-1d1d1d1", (await PublishAsync(Built)).Reference);
    }

    [Fact]
    public async Task A_registry_that_then_has_another_image_fails_the_push()
    {
        OnPushStore("1", "sha256:0ther");

        var error = await Assert.ThrowsAsync<FenceException>(() => PublishAsync(Built));

        Assert.Equal("FR003", error.Diagnostics[0].Code);
        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
    }

    [Fact]
    public async Task The_plan_of_an_image_that_is_not_there_is_to_push_it()
    {
        Assert.Equal("would push api.test:5000/exampleco/stack-alsek:1", (await PlanAsync(Built)).Sentence);
        Assert.Empty(engine.Did);
    }

    [Fact]
    public async Task The_plan_of_an_image_that_is_there_is_to_push_nothing()
    {
        registry.Manifests["1"] = new RegistryManifest("sha256:d1", Built.Id);

        Assert.Equal("would push nothing: api.test:5000 has exampleco/stack-alsek:1 as sha256:d1", (await PlanAsync(Built)).Sentence);
    }

    [Fact]
    public async Task The_plan_tells_that_a_derived_tag_is_taken_also_before_the_image_is_built()
    {
        registry.Manifests["1"] = new RegistryManifest("sha256:d0", "sha256:0ther");

        Assert.Equal("would push api.test:5000/exampleco/stack-alsek:1-1d1d1d1", (await PlanAsync(Built)).Sentence);
        Assert.Equal("would push api.test:5000/exampleco/stack-alsek:1-<image ID>", (await PlanAsync(Built with { Id = "" })).Sentence);
    }

    private Task<PublishPlan> PlanAsync(BuiltImage image) =>
        new ImagePublisher(new PushByEngine(engine, keepsName: registry.Address == Definition.Address), registry, new RecordedEvents()).PlanAsync(image, Definition, TestContext.Current.CancellationToken);

    private void OnPushStore(string tag, string id) => engine.OnPush = () =>
    {
        registry.Manifests[tag] = registry.Manifests["sha256:d1"] = new RegistryManifest("sha256:d1", id);
        return new EnginePush("sha256:d1", LayersSent: 2, LayersPresent: 1);
    };

    private Task<PublishedImage> PublishAsync(BuiltImage image) =>
        new ImagePublisher(new PushByEngine(engine, keepsName: registry.Address == Definition.Address), registry, new RecordedEvents()).PublishAsync(image, Definition, TestContext.Current.CancellationToken);
}
