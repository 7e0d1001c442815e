using System.Collections.Immutable;
using Fence.Tasks.Inventories;
using Fence.Tasks.Registries;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Tests.Inventories;

/// <summary>Who needs an image, what goes when nobody does, and how both are shown.</summary>
public sealed class ImageUsesTests
{
    private const string Address = "api.paas.example.com:5000";
    private const string Repository = "exampleco/stack-alsek";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_channel_needs_what_it_names_and_what_it_named_before()
    {
        var inventory = Inventory(Image("1", "stable"), Image("2", "stable-2026.11.20", "1.0"), Image("3", "stable-2026.11.20-2"), Image("4", "stable-candidate"));

        var uses = new ImageUses([Address], [.. ImageUses.TagsOf("stable", inventory)], []).Of(inventory);

        Assert.Equal(
            ["channel stable", "channel stable before, as stable-2026.11.20", "channel stable before, as stable-2026.11.20-2", ""],
            uses.Images.Select(image => string.Join("; ", image.Uses)));
    }

    [Fact]
    public void A_channel_of_another_repository_needs_the_same_image_here() => Assert.Equal(
        ["channel stable"],
        Single(new ImageUses([Address], [new ChannelTag("stable", "stable", "sha256:d1")], []), Image("1", "2026.11.24-4f1c2ab")));

    [Theory]
    [InlineData("api.paas.example.com:5000/exampleco/stack-alsek:1.0", true)]
    [InlineData("127.0.0.1:5001/exampleco/stack-alsek:1.0", true)]
    [InlineData("api.paas.example.com:5000/exampleco/stack-alsek@sha256:d1", true)]
    [InlineData("api.paas.example.com:5000/exampleco/stack-alsek:2.0", false)]
    [InlineData("api.paas.example.com:5000/exampleco/stack-alsek@sha256:d2", false)]
    [InlineData("api.paas.example.com:5000/exampleco/other:1.0", false)]
    [InlineData("elsewhere.example.com:5000/exampleco/stack-alsek:1.0", false)]
    [InlineData("exampleco/stack-alsek:1.0", false)]
    public void A_cluster_needs_what_its_configuration_names(string configured, bool isNeeded) => Assert.Equal(
        isNeeded ? ["production: fence docker/images [2]"] : [],
        Single(new ImageUses([Address, "127.0.0.1:5001"], [], [Cluster("helion/stack-alsek", configured)]), Image("1", "1.0")));

    [Fact]
    public void An_entry_without_a_tag_means_latest() => Assert.Equal(
        ["production: fence docker/images [1]"], Single(new ImageUses([Address], [], [Cluster($"{Address}/{Repository}")]), Image("1", "latest")));

    [Fact]
    public void What_DEAs_hold_under_a_configured_name_is_needed_whatever_the_tag_names_now()
    {
        var cluster = Cluster($"{Address}/{Repository}:moved") with
        {
            Deas =
            [
                new DeaStatus("dea-1", "20.10.24", [new HeldImage("sha256:i1", [])], Problem: null),
                new DeaStatus("dea-2", "20.10.24", [new HeldImage("sha256:other", [$"{Address}/{Repository}@sha256:d2"])], Problem: null),
                new DeaStatus("dea-3", Engine: null, [], "no route"),
            ],
        };

        var inventory = new ImageUses([Address], [], [cluster]).Of(Inventory(Image("1", "a"), Image("2", "b"), Image("3", "c")));

        Assert.Equal([1, 1, 0], inventory.Images.Select(image => image.Uses.Length));
    }

    [Fact]
    public void What_containers_run_on_is_needed()
    {
        var cluster = Cluster("helion/stack-alsek") with
        {
            Deas = [new DeaStatus("dea-1", "20.10.24", [null], Problem: null) { Running = [new RunningImage("old", "sha256:i1", 3)] }],
        };

        Assert.Equal(["production: 3 containers on dea-1"], Single(new ImageUses([Address], [], [cluster]), Image("1", "1.0")));
    }

    [Fact]
    public void What_nobody_needs_goes_except_for_the_newest_of_it()
    {
        var inventory = Inventory(Image("1", "a"), Image("2", "b"), Image("3", "c") with { Uses = ["channel stable"] }, Image("4", "d"));

        Assert.Equal(["2", "4"], RegistryPrunePlan.For(inventory, newest: 1).Removed.Select(image => image.Digest[^1..]));
        Assert.Empty(RegistryPrunePlan.For(inventory, newest: 3).Removed);
    }

    [Fact]
    public void What_a_kept_list_names_stays_and_so_does_what_that_needs()
    {
        var inventory = Inventory(
            Image("1", "a") with { Needs = ["sha256:d2"] }, Image("2", "b"), Image("3", "list") with { Uses = ["channel stable"], Needs = ["sha256:d1"] }, Image("4", "d"));

        var plan = RegistryPrunePlan.For(inventory, newest: 0);

        Assert.Equal(["sha256:d4"], plan.Removed.Select(image => image.Digest));
    }

    [Fact]
    public void A_list_goes_before_what_it_names()
    {
        var inventory = Inventory(Image("1", "a"), Image("2", "list") with { Needs = ["sha256:d1"] });

        Assert.Equal(["sha256:d2", "sha256:d1"], RegistryPrunePlan.For(inventory, newest: 0).Removed.Select(image => image.Digest));
    }

    [Fact]
    public void The_plan_says_what_stays_what_goes_and_what_that_gives_back() => Assert.Equal(
        [
            $"keeps {Address}/{Repository}:a: channel stable",
            $"removes {Address}/{Repository}:b (sha256:d2) and the 0 files beside it: no channel and no cluster names it",
            $"1.0 MB of {Address}/{Repository} are needed by nothing else then",
        ],
        RegistryPrunePlan.For(Inventory(Image("1", "a") with { Uses = ["channel stable"] }, Image("2", "b")), newest: 0).Sentences);

    [Fact]
    public void As_a_table() => Assert.Equal(
        [
            "api.paas.example.com:5000/exampleco/stack-alsek: 2 images, 5.0 MB",
            "tags         digest        size    age     used by",
            "1.0, stable  0123456789ab  4.0 MB  3 days  channel stable",
            "next         d2            4.0 MB  ?       -",
        ],
        InventoryReport.Lines(
            Inventory(
                Image("1", "1.0", "stable") with { Digest = $"sha256:0123456789ab{new string('0', 52)}", CreatedAt = Now.AddDays(-3), Uses = ["channel stable"] },
                Image("2", "next") with { Digest = "sha256:d2" }),
            Now));

    [Fact]
    public void As_markdown() => Assert.Equal(
        [
            "### api.paas.example.com:5000/exampleco/stack-alsek: 1 images, 4.0 MB",
            "",
            "| tags | digest | size | age | used by |",
            "| --- | --- | --- | --- | --- |",
            "| next | d2 | 4.0 MB | 5 h | - |",
        ],
        InventoryReport.Markdown(Inventory(Image("2", "next") with { CreatedAt = Now.AddHours(-5) }), Now));

    [Fact]
    public void As_json_it_has_what_a_program_wants_to_know() => Assert.Contains(
        "\"uses\": [\n          \"channel stable\"\n        ]",
        InventoryReport.Json([Inventory(Image("1", "a") with { Uses = ["channel stable"] })]).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    private static ImmutableArray<string> Single(ImageUses uses, StoredImage image) => uses.Of(Inventory(image)).Images[0].Uses;

    private static RepositoryInventory Inventory(params ImmutableArray<StoredImage> images) => new(Address, Repository, images);

    // Three megabytes that all share, and one that is an image's own.
    private static StoredImage Image(string number, params ImmutableArray<string> tags) => new()
    {
        Digest = $"sha256:d{number}",
        Tags = tags,
        ImageId = $"sha256:i{number}",
        Blobs = [new ContentDescriptor(MediaTypes.DockerLayer, "sha256:base", 3_000_000), new ContentDescriptor(MediaTypes.DockerLayer, $"sha256:l{number}", 1_000_000)],
    };

    private static ClusterStatus Cluster(params ImmutableArray<string> configured) => new()
    {
        Cluster = "production",
        Key = "fence docker/images",
        Configured = configured,
        Deas = [],
    };
}
