using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Images;

public sealed class ImageBuilderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-build-").FullName;
    private readonly InMemoryEngine engine = new("the builder");
    private readonly InMemoryRegistry registry = new();
    private readonly RecordedEvents events = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    private ImageDefinition definition = new()
    {
        Repository = "exampleco/stack-alsek",
        Context = ".",
        Dockerfile = "Dockerfile",
        Hooks = "hooks",
        Base = "helion/stack-alsek:kato-patched",
        HookFolder = "/etc/helion/hooks",
        Maintainer = "ops@example.com",
    };

    private readonly SourceRevision revision = new(
        "0123456789abcdef0123456789abcdef01234567", new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), IsDirty: false, "https://git.example.com/fence");

    public ImageBuilderTests()
    {
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM helion/stack-alsek:kato-patched\n");
        engine.Has("helion/stack-alsek:kato-patched", "sha256:ba5e");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_image_is_built_with_a_tag_of_its_commit_and_labels_that_describe_it()
    {
        var built = await BuildAsync();

        Assert.Equal("exampleco/stack-alsek:2026.11.24-0123456", built.Reference);
        Assert.False(built.IsReused);
        var labels = (await engine.FindImageAsync(built.Id, TestContext.Current.CancellationToken))!.Labels;
        Assert.Equal(
            [
                $"dev.fence.definition-digest={built.DefinitionDigest}",
                "org.opencontainers.image.authors=ops@example.com",
                "org.opencontainers.image.base.digest=sha256:ba5e",
                "org.opencontainers.image.base.name=helion/stack-alsek:kato-patched",
                "org.opencontainers.image.created=2026-11-24T12:00:00Z",
                "org.opencontainers.image.revision=0123456789abcdef0123456789abcdef01234567",
                "org.opencontainers.image.source=https://git.example.com/fence",
                "org.opencontainers.image.version=2026.11.24-0123456",
            ],
            labels.Select(label => $"{label.Key}={label.Value}"));
    }

    [Fact]
    public async Task The_same_definition_is_not_built_twice_also_from_a_later_commit()
    {
        var first = await BuildAsync();
        clock.Advance(TimeSpan.FromDays(1));

        var second = await BuildAsync(revision with { Commit = "fedcba9876543210" });

        Assert.Equal(first with { IsReused = true, Commit = "fedcba9876543210", Size = second.Size }, second);
        Assert.Single(engine.Did);
    }

    [Fact]
    public async Task A_tag_that_is_asked_for_is_given_to_the_image_that_is_there()
    {
        var first = await BuildAsync();

        var second = await BuildAsync(tag: "release-1");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("exampleco/stack-alsek:release-1", second.Reference);
        Assert.Equal(first.Id, engine.IdOf("exampleco/stack-alsek:release-1"));
    }

    [Fact]
    public async Task A_commit_is_not_served_by_an_image_of_a_changed_work_tree_but_the_other_way_round_it_is()
    {
        await BuildAsync(revision with { IsDirty = true });

        var clean = await BuildAsync();
        var dirtyAgain = await BuildAsync(revision with { IsDirty = true });

        Assert.False(clean.IsReused);
        Assert.True(dirtyAgain.IsReused);
    }

    [Fact]
    public async Task The_label_of_the_base_is_the_digest_that_its_registry_knows_and_the_definition_is_the_same_without_one()
    {
        var loaded = await PlanAsync();
        engine.Has("helion/stack-alsek@sha256:d19e57", "sha256:ba5e");

        var built = await BuildAsync();

        Assert.Equal(loaded.Recipe.Digest, built.DefinitionDigest);
        Assert.Equal("sha256:d19e57", (await engine.FindImageAsync(built.Id, TestContext.Current.CancellationToken))!.Labels["org.opencontainers.image.base.digest"]);
    }

    [Fact]
    public async Task Another_value_of_a_build_argument_makes_a_new_image_and_the_engine_gets_it()
    {
        await BuildAsync();
        definition = definition with { Arguments = definition.Arguments.Add("CHANNEL", "beta") };

        Assert.False((await BuildAsync()).IsReused);
        Assert.Equal("beta", engine.LastBuild!.Arguments["CHANNEL"]);
    }

    [Fact]
    public async Task A_new_base_makes_a_new_image()
    {
        await BuildAsync();
        engine.Has("helion/stack-alsek:kato-patched", "sha256:ba5f");

        Assert.False((await BuildAsync()).IsReused);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Asked_for_an_image_is_made_although_there_is_one(bool rebuild, bool noCache)
    {
        await BuildAsync();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.False((await BuildAsync(new ImageBuildOptions(Rebuild: rebuild, NoCache: noCache))).IsReused);
        Assert.Equal(2, engine.Did.Count);
    }

    [Fact]
    public async Task An_image_that_was_built_elsewhere_is_pulled_and_not_built()
    {
        var plan = await PlanAsync();
        registry.Manifests[plan.Image.Tag] = new RegistryManifest("sha256:d1", "sha256:1d");
        registry.Labels["sha256:1d"] = LabelsOf(plan.Recipe.Digest);
        engine.Pullable["sha256:d1"] = "sha256:1d";

        Assert.Equal(
            "would build nothing, and pull exampleco/stack-alsek:2026.11.24-0123456, which was built elsewhere: sha256:d1",
            (await PlanAsync()).Sentence);
        var built = await BuildAsync();

        Assert.Equal("sha256:1d", built.Id);
        Assert.True(built.IsReused);
        Assert.Equal("sha256:1d", engine.IdOf("exampleco/stack-alsek:2026.11.24-0123456"));
        Assert.Equal("pull 127.0.0.1:5000/exampleco/stack-alsek@sha256:d1", engine.Did.First());
    }

    [Fact]
    public async Task An_image_of_another_definition_under_the_same_tag_does_not_serve()
    {
        var plan = await PlanAsync();
        registry.Manifests[plan.Image.Tag] = new RegistryManifest("sha256:d1", "sha256:1d");
        registry.Labels["sha256:1d"] = LabelsOf("sha256:another");

        Assert.False((await BuildAsync()).IsReused);
    }

    [Fact]
    public async Task A_registry_that_is_down_does_not_keep_an_image_from_being_built_and_it_is_told()
    {
        registry.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FR001", "the registry is down"));

        Assert.False((await BuildAsync()).IsReused);
        Assert.Contains("building without asking the registry for an image of this: the registry is down", events.Lines);
    }

    private static Dictionary<string, string> LabelsOf(string definitionDigest) => new(StringComparer.Ordinal)
    {
        [ImageLabels.DefinitionDigest] = definitionDigest,
        ["org.opencontainers.image.revision"] = "0123456789abcdef0123456789abcdef01234567",
    };

    [Fact]
    public async Task A_missing_base_is_an_error_that_says_where_to_get_it()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => new ImageBuilder(new InMemoryEngine("the builder"), registry, events, clock)
            .BuildAsync(Source(revision), new ImageBuildOptions(), TestContext.Current.CancellationToken));

        Assert.Equal("the base image helion/stack-alsek:kato-patched is not on the builder", error.Message);
    }

    [Fact]
    public async Task The_plan_says_what_a_build_then_does_and_does_nothing()
    {
        var before = await PlanAsync();
        Assert.Empty(engine.Did);
        var built = await BuildAsync();
        Assert.Equal($"would build {built.Reference}, definition {built.DefinitionDigest}", before.Sentence);
        engine.Did.Clear();

        Assert.Equal($"would build nothing: {built.Reference} is made of exactly this, definition {built.DefinitionDigest}", (await PlanAsync()).Sentence);
        Assert.Equal($"would build nothing, and give {built.Id} the name exampleco/stack-alsek:release-1", (await PlanAsync("release-1")).Sentence);
        Assert.Empty(engine.Did);
    }

    [Fact]
    public async Task An_image_that_a_stage_starts_from_is_part_of_the_definition_as_the_base_is()
    {
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM tools:1 AS tools\nFROM helion/stack-alsek:kato-patched\nCOPY --from=tools /a /a\n");
        engine.Has("tools:1", "sha256:01d");
        var before = await BuildAsync();
        var again = await BuildAsync();

        engine.Has("tools:1", "sha256:2e3");
        var after = await BuildAsync();

        Assert.Equal((before.DefinitionDigest, true), (again.DefinitionDigest, again.IsReused));
        Assert.NotEqual(before.DefinitionDigest, after.DefinitionDigest);
        Assert.Equal("sha256:2e3", after.FurtherIds!["tools:1"]);
    }

    [Fact]
    public async Task An_image_that_a_stage_starts_from_is_pulled_where_it_is_missing_and_a_plan_only_says_so()
    {
        File.WriteAllText(Path.Combine(folder, "Dockerfile"), "FROM tools:1 AS tools\nFROM helion/stack-alsek:kato-patched\n");
        engine.Pullable["1"] = "sha256:01d";

        await PlanAsync();
        Assert.Empty(engine.Did);
        Assert.Equal("tools:1 is not on the builder: the definition digest will be another one when it is pulled", Assert.Single(events.Lines));
        await BuildAsync();

        Assert.Equal("pull tools@1", engine.Did.First());
    }

    private Task<ImagePlan> PlanAsync(string? tag = null) => new ImageBuilder(engine, registry, events, clock)
        .PlanAsync(Source(revision), new ImageBuildOptions(tag), TestContext.Current.CancellationToken);

    private ImageSource Source(SourceRevision from) => new(definition, new PolicyDefinition(), BuildContextReader.Read(folder, "Dockerfile"), Dockerfile.Parse(File.ReadAllText(Path.Combine(folder, "Dockerfile")), "Dockerfile"), from);

    private Task<BuiltImage> BuildAsync(SourceRevision? from = null, string? tag = null) => BuildAsync(new ImageBuildOptions(tag), from);

    private Task<BuiltImage> BuildAsync(ImageBuildOptions options, SourceRevision? from = null) =>
        new ImageBuilder(engine, registry, events, clock)
            .BuildAsync(Source(from ?? revision), options, TestContext.Current.CancellationToken);
}
