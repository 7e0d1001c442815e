using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Images.Receipts;

public sealed class ReceiptFinderTests
{
    private readonly InMemoryEngine engine = new("the builder");
    private readonly InMemoryRegistry registry = new();
    private readonly RecordedEvents events = new();

    private readonly ImageDefinition definition = new()
    {
        Repository = "exampleco/stack-alsek",
        Context = ".",
        Dockerfile = "Dockerfile",
        Hooks = "hooks",
        Base = "helion/stack-alsek:kato-patched",
        HookFolder = "/etc/helion/hooks",
    };

    public ReceiptFinderTests()
    {
        engine.Has("exampleco/stack-alsek:1", "sha256:here");
        engine.Has("helion/stack-alsek:kato-patched", "sha256:ba5e");
    }

    [Theory]
    [InlineData("1", "sha256:here")]
    [InlineData("exampleco/stack-alsek:1", "sha256:here")]
    [InlineData("helion/stack-alsek:kato-patched", "sha256:ba5e")]
    public async Task A_tag_of_the_repository_or_any_name_on_the_builder_is_read_there(string name, string id) =>
        Assert.Equal(id, (await FindAsync(name)).ImageId);

    [Theory]
    [InlineData("2")]
    [InlineData("sha256:d2")]
    [InlineData("exampleco/stack-alsek:2")]
    [InlineData("api.paas.example.com:5000/exampleco/stack-alsek@sha256:d2")]
    public async Task An_image_that_only_the_registry_has_is_pulled_by_its_digest(string name)
    {
        registry.Manifests["2"] = registry.Manifests["sha256:d2"] = new RegistryManifest("sha256:d2", "sha256:there");
        engine.Pullable["sha256:d2"] = "sha256:there";

        Assert.Equal("sha256:there", (await FindAsync(name)).ImageId);
        Assert.Equal(["pull 127.0.0.1:5000/exampleco/stack-alsek@sha256:d2"], engine.Did);
    }

    [Fact]
    public async Task What_the_registry_has_under_a_tag_goes_before_what_the_builder_has()
    {
        registry.Manifests["1"] = new RegistryManifest("sha256:d1", "sha256:ba5e");

        Assert.Equal("sha256:ba5e", (await FindAsync("1")).ImageId);
        Assert.Empty(engine.Did);
    }

    [Fact]
    public async Task A_registry_that_is_down_is_told_and_the_builder_asked()
    {
        registry.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FR001", "the registry is down"));

        Assert.Equal("sha256:here", (await FindAsync("1")).ImageId);
        Assert.Equal(["looking for 1 without the registry: the registry is down"], events.Lines);
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_told_with_the_places_that_were_looked_at()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => FindAsync("no-such"));

        Assert.Equal(
            "there is no image no-such: not in the registry at 127.0.0.1:5000, under exampleco/stack-alsek, and not on the builder", error.Message);
    }

    private Task<ImageReceipt> FindAsync(string name) =>
        new ReceiptFinder(definition, engine, new Contents(engine), registry, published: null, events).FindAsync(name, TestContext.Current.CancellationToken);

    private sealed class Contents(InMemoryEngine engine) : IImageContents
    {
        public async Task<ImageConfig?> ReadConfigAsync(string reference, CancellationToken cancellationToken) =>
            await engine.FindImageAsync(reference, cancellationToken) is { } image ? ReceiptExamples.Config with { Id = image.Id } : null;

        public Task<T> ReadFilesAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            read(new MemoryStream(ReceiptExamples.Tar), cancellationToken);

        public Task<string?> RunAsync(string image, IReadOnlyList<string> command, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
