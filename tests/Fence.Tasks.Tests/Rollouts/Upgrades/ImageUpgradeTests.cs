using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Rollouts.Upgrades;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Rollouts.Upgrades;

public sealed class ImageUpgradeTests
{
    private static readonly RegistryDefinition Definition = new() { Address = "api.paas.example.com:5000", PushAddress = "127.0.0.1:5000" };

    private readonly InMemoryEngine builder = new("the builder");
    private readonly InMemoryRegistry registry = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.FromHours(-2)));

    private ImageUpgrade Upgrade => new(
        builder,
        registry,
        Definition,
        new ImagePublisher(new PushByEngine(builder, keepsName: false), registry, new RecordedEvents()),
        new RecordedEvents(),
        clock);

    [Theory]
    [InlineData("", false, "upgrade-2026-11-25", true)]
    [InlineData("upgrade-2026-11-24", false, "upgrade-2026-11-25", true)]
    [InlineData("upgrade-2026-11-25", false, "upgrade-2026-11-25", false)]
    [InlineData("upgrade-2026-11-25", true, "upgrade-2026-11-25-2", true)]
    [InlineData("upgrade-2026-11-25 upgrade-2026-11-25-2", false, "upgrade-2026-11-25-2", false)]
    public async Task The_tag_is_the_day_in_UTC_and_one_that_the_registry_has_is_gone_on_with_unless_another_is_asked_for(
        string present, bool rebuild, string tag, bool builds)
    {
        foreach (var each in present.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            registry.Manifests[each] = new RegistryManifest($"sha256:d-{each}", $"sha256:i-{each}");

        var plan = await Upgrade.PlanAsync(Image("helion/stack-alsek:kato-patched"), rebuild, TestContext.Current.CancellationToken);

        Assert.Equal((tag, builds), (plan.Tag, plan.Present is null));
        Assert.Equal(builds ? null : $"sha256:i-{tag}", plan.Present?.ImageId);
    }

    [Fact]
    public async Task What_is_not_good_is_not_pushed()
    {
        builder.Has("helion/stack-alsek:kato-patched", "sha256:base");
        var plan = await Upgrade.PlanAsync(Image("helion/stack-alsek:kato-patched"), rebuild: false, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<FenceException>(() => Upgrade.MakeAsync(
            plan, _ => throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error("FV014", "bad")), TestContext.Current.CancellationToken));

        Assert.Equal(["build helion/stack-alsek:upgrade-2026-11-25"], builder.Did);
    }

    [Fact]
    public async Task What_is_good_is_pushed_to_the_repository_of_the_base()
    {
        builder.Has("helion/stack-alsek:kato-patched", "sha256:base");
        var judged = "";
        builder.OnPush = () =>
        {
            registry.Manifests["sha256:d"] = new RegistryManifest("sha256:d", judged);
            return new EnginePush("sha256:d", LayersSent: 1, LayersPresent: 9);
        };
        var plan = await Upgrade.PlanAsync(Image("helion/stack-alsek:kato-patched"), rebuild: false, TestContext.Current.CancellationToken);

        var published = await Upgrade.MakeAsync(plan, id => Task.FromResult(judged = id), TestContext.Current.CancellationToken);

        Assert.Equal("api.paas.example.com:5000/helion/stack-alsek@sha256:d", published.PinnedReference);
        Assert.Equal(judged, published.ImageId);
    }

    [Fact]
    public async Task A_base_that_the_builder_lacks_is_told()
    {
        var plan = await Upgrade.PlanAsync(Image("helion/stack-alsek:kato-patched"), rebuild: false, TestContext.Current.CancellationToken);

        var failed = await Assert.ThrowsAsync<FenceException>(() => Upgrade.MakeAsync(plan, _ => Task.CompletedTask, TestContext.Current.CancellationToken));

        Assert.Equal("the builder does not have helion/stack-alsek:kato-patched", failed.Message);
    }

    [Fact]
    public void The_Dockerfile_asks_nobody_and_uses_what_the_image_has()
    {
        var text = UpgradeDockerfile.Of("helion/stack-alsek:kato-patched");

        Assert.StartsWith("FROM helion/stack-alsek:kato-patched\n", text, StringComparison.Ordinal);
        foreach (var command in new[] { "apt-get update", "unattended-upgrades -d", "apt-get -y", "apt-get clean && apt-get -y autoremove" })
            Assert.Contains(command, text, StringComparison.Ordinal);
    }

    private static ImageDefinition Image(string reference) => new()
    {
        Repository = "exampleco/stack-alsek",
        Base = reference,
        Context = ".",
        Dockerfile = "Dockerfile",
        Hooks = "hooks",
        HookFolder = "/etc/helion/hooks",
    };
}
