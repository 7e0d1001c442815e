using CsCheck;
using Fence.Tasks.Docker;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class PrunePlanTests
{
    [Fact]
    public void The_newest_stay_and_so_does_what_is_configured_or_used() => Assert.Equal(
        ["r/i:1"],
        PrunePlan.For(
            [Image("5"), Image("4"), Image("3"), Image("2"), Image("1")],
            [InMemoryContainers.Container("c", "sha256:2", "r/i:2", isRunning: false)],
            ["r/i:3", "helion/stack-alsek"],
            keep: 2));

    [Fact]
    public void A_container_by_name_keeps_its_image_where_the_engine_tells_no_ID() =>
        Assert.Empty(PrunePlan.For([Image("2"), Image("1")], [InMemoryContainers.Container("c", "", "r/i:1", isRunning: true)], [], keep: 1));

    [Fact]
    public void An_entry_without_a_tag_means_latest() =>
        Assert.Empty(PrunePlan.For([Image("2"), Image("latest")], [], ["r/i"], keep: 1));

    [Fact]
    public void An_image_that_is_kept_keeps_all_its_names() =>
        Assert.Empty(PrunePlan.For([Image("2"), new TaggedImage("r/i:other", "sha256:2", DateTimeOffset.UnixEpoch)], [], [], keep: 1));

    [Fact]
    public void What_is_configured_or_used_never_goes() => Gen.Select(
        Gen.Int[0, 9].Array[0, 12], Gen.Int[0, 9].Array[0, 4], Gen.Int[0, 9].Array[0, 4], Gen.Int[1, 4]).Sample((have, used, named, keep) =>
    {
        var gone = PrunePlan.For(
            [.. have.Distinct().Select(i => Image($"{i}"))],
            [.. used.Select(i => InMemoryContainers.Container($"c{i}", $"sha256:{i}", $"r/i:{i}", isRunning: true))],
            [.. named.Select(i => $"r/i:{i}")],
            keep);

        Assert.DoesNotContain(gone, reference => used.Concat(named).Any(i => reference == $"r/i:{i}"));
        Assert.True(have.Distinct().Count() - gone.Length >= Math.Min(keep, have.Distinct().Count()));
    });

    private static TaggedImage Image(string tag) => new($"r/i:{tag}", $"sha256:{tag}", DateTimeOffset.UnixEpoch);
}
