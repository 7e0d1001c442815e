using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker.Tests.Registries;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Docker.Tests.Promotions;

/// <summary>What has to hold before a promotion, with everything that lies beside an image in a real registry.</summary>
[Trait("Category", "docker")]
public sealed class PromotionGatesTests : OnTestRegistry
{
    private const string Built = "exampleco/stack-alsek";
    private const string Released = "exampleco/released";

    private readonly RecordedEvents events = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_image_without_a_result_of_VerifyImage_is_refused_and_with_a_good_one_promoted()
    {
        var image = await StoreAsync("1");
        var verified = new ChannelDefinition { Name = "stable", NeedsVerification = true };

        var refused = await Assert.ThrowsAsync<FenceException>(() => PromoteAsync("1", verified));
        Assert.Equal(ExitCode.RefusedByPolicy, refused.Exit);
        Assert.Equal(
            $"{Registry.Address}/{Built}:1 is not promoted to {Registry.Address}/{Released}:stable: no result of VerifyImage lies beside the image in the registry",
            refused.Message);

        await VerifyAsync(image, isGood: true);
        var record = await PromoteAsync("1", verified);
        Assert.Equal(["VerifyImage tried 7 things at 2026-11-24 12:00 UTC, and none failed"], record!.Gates.Select(gate => gate.Text));
    }

    [Fact]
    public async Task The_latest_result_counts()
    {
        var image = await StoreAsync("1");
        await VerifyAsync(image, isGood: true);
        clock.Advance(TimeSpan.FromHours(1));
        await VerifyAsync(image, isGood: false);

        var refused = await Assert.ThrowsAsync<FenceException>(() => PromoteAsync("1", new ChannelDefinition { Name = "stable", NeedsVerification = true }));

        Assert.EndsWith("VerifyImage failed at 2026-11-24 13:00 UTC: error FV010: it broke", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lies_beside_another_image_is_no_result_for_this_one()
    {
        var (one, other) = (await StoreAsync("1"), await StoreAsync("2"));
        await VerifyAsync(one, isGood: true);
        var results = new PublishedVerifications(Client, events);

        Assert.Null(await results.FindAsync(Built, other, Cancel));
        Assert.Null(await results.FindAsync(Built, one with { ImageId = other.ImageId }, Cancel));
        Assert.True((await results.FindAsync(Built, one, Cancel))!.IsGood);
    }

    [Fact]
    public async Task A_promotion_knows_what_changed_since_the_former_one_also_in_another_repository()
    {
        var (first, second) = (await StoreAsync("1"), await StoreAsync("2"));
        await DescribeAsync(first, "bash", "telnetd");
        await DescribeAsync(second, "bash");
        var guarded = new ChannelDefinition { Name = "stable", KeepsPackages = true, AllowsNoNewPrivileges = true };
        await PromoteAsync("1", guarded);

        var refused = await Assert.ThrowsAsync<FenceException>(() => PromoteAsync("2", guarded));
        Assert.EndsWith("not in the image any more: telnetd 1.0", refused.Message, StringComparison.Ordinal);

        var record = await PromoteAsync("2", guarded with
        {
            Acknowledgements = [new AcknowledgedChange("telnetd", new Acknowledgement("Ada Example", "nobody needs it", new DateOnly(2026, 12, 31)))],
        });
        Assert.Equal(["telnetd"], record!.Differences!.Packages.Select(change => change.Name));
        Assert.Equal(record.Write(), PromotionRecord.Read(record.Write())!.Write());
        Assert.NotNull(await new PublishedReceipts(Client, events).FindAsync(Released, second, Cancel));
    }

    [Fact]
    public async Task Two_people_approve_before_a_third_promotes()
    {
        var image = await StoreAsync("1");
        var approved = new ChannelDefinition { Name = "stable", Approvers = new ChannelApprovers(["grace", "linus", "ada"], Needed: 2, PromoterCounts: false) };
        var approver = new Approver(Client, approved, events, clock);

        Assert.True(await approver.ApproveAsync(Built, "1", "grace", Cancel));
        Assert.True(await approver.ApproveAsync(Built, image.Digest, "ada", Cancel));
        Assert.False(await approver.ApproveAsync(Built, "1", "grace", Cancel));
        var refused = await Assert.ThrowsAsync<FenceException>(() => PromoteAsync("1", approved));
        Assert.Contains("1 of 2 that are needed approved", refused.Message, StringComparison.Ordinal);

        await approver.ApproveAsync(Built, "1", "linus", Cancel);
        Assert.NotNull(await PromoteAsync("1", approved));
    }

    [Fact]
    public async Task An_approval_is_for_one_image_and_one_channel()
    {
        var (one, two) = (await StoreAsync("1"), await StoreAsync("2"));
        var approved = new ChannelDefinition { Name = "stable", Approvers = new ChannelApprovers(["grace"], Needed: 1, PromoterCounts: false) };
        await new Approver(Client, approved, events, clock).ApproveAsync(Built, "1", "grace", Cancel);
        var approvals = new Approvals(Client);

        Assert.Single(await approvals.ReadAsync(Built, one.Digest, "stable", Cancel));
        Assert.Empty(await approvals.ReadAsync(Built, one.Digest, "candidate", Cancel));
        Assert.Empty(await approvals.ReadAsync(Built, two.Digest, "stable", Cancel));

        // Somebody lays the approval of one image beside another.
        await approvals.AddAsync(Built, new Approval("stable", one.Digest, "linus", clock.GetUtcNow()), Cancel);
        var laid = await new ArtifactStore(Client).ReadAllAsync(Built, one.Digest, Approvals.ArtifactType, Cancel).FirstAsync(Cancel);
        await new ArtifactStore(Client).AttachAsync(Built, two.Digest, laid, Cancel);
        Assert.Empty(await approvals.ReadAsync(Built, two.Digest, "stable", Cancel));
    }

    [Fact]
    public async Task Who_may_not_approve_does_not()
    {
        await StoreAsync("1");
        var approved = new ChannelDefinition { Name = "stable", Approvers = new ChannelApprovers(["grace"], Needed: 1, PromoterCounts: false) };

        var stranger = await Assert.ThrowsAsync<FenceException>(() => new Approver(Client, approved, events, clock).ApproveAsync(Built, "1", "eve", Cancel));
        var needless = await Assert.ThrowsAsync<FenceException>(
            () => new Approver(Client, approved with { Approvers = null }, events, clock).ApproveAsync(Built, "1", "grace", Cancel));

        Assert.Equal((ExitCode.RefusedByPolicy, "eve is none of those who may approve for stable"), (stranger.Exit, stranger.Message));
        Assert.Equal((ExitCode.BadInput, "the channel stable asks for no approval"), (needless.Exit, needless.Message));
    }

    private async Task<PromotionRecord?> PromoteAsync(string from, ChannelDefinition definition)
    {
        var gates = new PromotionGates(definition, Client, events, clock)
        {
            GitFolder = ".",
            Promoter = "ada",
            AskCanary = _ => Task.FromResult<CanaryReading?>(null),
        };
        var promoter = new Promoter(Client, new Channel("stable", Released, Client, Registry.Address), events, clock);
        var plan = await promoter.PlanAsync(Built, from, candidate => gates.AskAsync(candidate, Cancel), Cancel);
        return await promoter.PromoteAsync(plan, "ada", key: null, Cancel);
    }

    private Task<RegistryManifest> StoreAsync(string tag) => StoreImageAsync(Built, tag, $$"""{"config":{"tag":"{{tag}}"} }""", "the base", $"layer {tag}");

    private Task VerifyAsync(RegistryManifest image, bool isGood) => new PublishedVerifications(Client, events).PublishAsync(
        Built,
        image.Digest,
        new Verification
        {
            ImageId = image.ImageId,
            Contract = "sha256:contract",
            IsGood = isGood,
            EndedAt = clock.GetUtcNow(),
            Tried = 7,
            Failures = isGood ? [] : ["error FV010: it broke"],
        },
        Cancel);

    private Task DescribeAsync(RegistryManifest image, params string[] packages) => new PublishedReceipts(Client, events).PublishAsync(
        new PublishedImage { Registry = Registry.Address, Repository = Built, Tag = "1", Digest = image.Digest, ImageId = image.ImageId },
        new ImageReceipt
        {
            ImageId = image.ImageId,
            Distribution = new DistributionReceipt("debian", "12", "Debian GNU/Linux 12"),
            Architecture = "amd64",
            Packages = [.. packages.Select(name => new PackageReceipt("dpkg", name, "1.0", "amd64", []))],
        },
        Cancel);
}
