using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker.Tests.Registries;
using Fence.Tasks.Promotions;
using Fence.Tasks.Registries;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Docker.Tests.Promotions;

/// <summary>Promotion, against real registries.</summary>
[Trait("Category", "docker")]
public sealed class PromoterTests : OnTestRegistry
{
    private const string Built = "exampleco/stack-alsek";
    private const string Released = "exampleco/released";
    private const string Commit = "4f1c2ab000000000000000000000000000000000";

    private readonly RecordedEvents events = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Within_a_registry_no_byte_of_an_image_goes_through_this_machine()
    {
        var digest = await StoreAsync("1");

        var copied = await new ImageCopy(Client, Client).CopyAsync(Built, Released, digest, Cancel);

        Assert.Equal((3, 0, 0L), (copied.Mounted, copied.Sent, copied.BytesSent));
        Assert.Equal(copied.Manifest.Bytes.ToArray(), (await Client.GetManifestAsync(Released, digest, Cancel))!.Bytes.ToArray());
    }

    [Fact]
    public async Task Across_registries_the_digest_stays_and_what_is_there_is_not_sent_again()
    {
        await using var elsewhere = await TestRegistry.StartAsync();
        using var there = elsewhere.Client();
        var digest = await StoreAsync("1");

        var copied = await new ImageCopy(Client, there).CopyAsync(Built, Released, digest, Cancel);
        var again = await new ImageCopy(Client, there).CopyAsync(Built, Released, digest, Cancel);

        Assert.Equal((0, 3), (copied.Mounted, copied.Sent));
        Assert.Equal((0, 0L), (again.Sent, again.BytesSent));
        Assert.Equal(digest, await there.HeadManifestAsync(Released, digest, Cancel));
    }

    [Fact]
    public async Task A_channel_names_the_digest_and_what_it_named_before_stays_under_the_day()
    {
        var (first, second) = (await StoreAsync("1"), await StoreAsync("2"));

        await PromoteAsync("1");
        clock.Advance(TimeSpan.FromDays(1));
        var record = (await PromoteAsync(second))!;

        Assert.Equal(second, await Client.HeadManifestAsync(Released, "stable", Cancel));
        Assert.Equal(first, await Client.HeadManifestAsync(Released, "stable-2026.11.25", Cancel));
        Assert.Equal((first, "stable-2026.11.25", Commit, "ada"), (record.Former, record.FormerTag, record.Commit, record.Who));
    }

    [Fact]
    public async Task Two_promotions_of_one_day_keep_both_former_digests()
    {
        var digests = new List<string?> { await StoreAsync("1"), await StoreAsync("2"), await StoreAsync("3") };

        foreach (var digest in digests)
            await PromoteAsync(digest!);

        Assert.Equal(
            digests,
            [
                await Client.HeadManifestAsync(Released, "stable-2026.11.24", Cancel),
                await Client.HeadManifestAsync(Released, "stable-2026.11.24-2", Cancel),
                await Client.HeadManifestAsync(Released, "stable", Cancel),
            ]);
    }

    [Fact]
    public async Task Promoting_again_changes_nothing()
    {
        await StoreAsync("1");
        await PromoteAsync("1");
        var before = await Client.ListTagsAsync(Released, Cancel).ToListAsync(Cancel);

        Assert.Null(await PromoteAsync("1"));

        Assert.Equal(before, await Client.ListTagsAsync(Released, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_record_is_in_the_registry_beside_the_image()
    {
        var digest = await StoreAsync("1");

        var record = await PromoteAsync("1");

        var found = await Channel().FindPromotionAsync(digest, Cancel);
        Assert.Equal(record!.Write(), found!.Write());
    }

    [Fact]
    public async Task Undo_goes_back_a_promotion_at_a_time()
    {
        var (first, second, third) = (await StoreAsync("1"), await StoreAsync("2"), await StoreAsync("3"));
        foreach (var tag in (string[])["1", "2", "3"])
        {
            await PromoteAsync(tag);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        await UndoAsync();
        Assert.Equal(second, await Client.HeadManifestAsync(Released, "stable", Cancel));
        await UndoAsync();

        Assert.Equal(first, await Client.HeadManifestAsync(Released, "stable", Cancel));
        Assert.NotNull(await Client.HeadManifestAsync(Released, third, Cancel));
        Assert.Equal($"{Registry.Address}/{Released}:stable named nothing before {first}", (await Assert.ThrowsAsync<FenceException>(UndoAsync)).Message);
    }

    [Fact]
    public async Task What_does_not_hold_is_told_and_nothing_is_moved()
    {
        await StoreAsync("1");

        var error = await Assert.ThrowsAsync<FenceException>(() => PromoteAsync("1", new PromotionGate("git tag", Passed: false, "no tag of this repository names it")));

        Assert.Equal(ExitCode.RefusedByPolicy, error.Exit);
        Assert.Equal($"{Registry.Address}/{Built}:1 is not promoted to {Registry.Address}/{Released}:stable: no tag of this repository names it", error.Message);
        Assert.Empty(await Client.ListTagsAsync(Released, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_channel_that_somebody_else_moved_in_the_meantime_is_left_alone()
    {
        var (_, second, third) = (await StoreAsync("1"), await StoreAsync("2"), await StoreAsync("3"));
        await PromoteAsync("1");
        var mine = Promoter();
        var plan = await mine.PlanAsync(Built, third, _ => Task.FromResult(ImmutableArray<PromotionGate>.Empty), Cancel);
        await PromoteAsync("2");

        var error = await Assert.ThrowsAsync<FenceException>(() => mine.PromoteAsync(plan, "eve", key: null, Cancel));

        Assert.StartsWith($"somebody else moved {Registry.Address}/{Released}:stable in the meantime", error.Message, StringComparison.Ordinal);
        Assert.Equal(second, await Client.HeadManifestAsync(Released, "stable", Cancel));
    }

    [Fact]
    public async Task What_is_not_there_is_not_promoted()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => PromoteAsync("9"));

        Assert.Equal($"there is no {Registry.Address}/{Built}:9 to promote", error.Message);
    }

    private Channel Channel() => new("stable", Released, Client, Registry.Address);

    private Promoter Promoter() => new(Client, Channel(), events, clock);

    private async Task<PromotionRecord?> PromoteAsync(string from, params PromotionGate[] gates)
    {
        var promoter = Promoter();
        var plan = await promoter.PlanAsync(Built, from, _ => Task.FromResult(gates.ToImmutableArray()), Cancel);
        return await promoter.PromoteAsync(plan, "ada", key: null, Cancel);
    }

    private async Task UndoAsync()
    {
        var promoter = Promoter();
        await promoter.PromoteAsync(await promoter.PlanUndoAsync(Cancel), "ada", key: null, Cancel);
        clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<string> StoreAsync(string tag) => (await StoreImageAsync(
        Built,
        tag,
        $$$"""{"config":{"Labels":{"org.opencontainers.image.revision":"{{{Commit}}}","tag":"{{{tag}}}"} } }""",
        "the base",
        $"layer {tag}")).Digest;
}
