using System.Collections.Immutable;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts.Preflights;

namespace Fence.Tasks.Tests.Rollouts.Preflights;

public sealed class LayerDemandTests
{
    private static readonly ImmutableArray<PublishedLayer> Image =
        [new("sha256:a", 1000, 3000), new("sha256:b", 100, 100), new("sha256:c", 10, null)];

    [Fact]
    public void What_an_engine_without_images_lacks_is_everything() =>
        Assert.Equal(Image, LayerDemand.Of(Image, []).Missing);

    [Fact]
    public void The_image_that_shares_the_most_counts() =>
        Assert.Equal(["sha256:c"], LayerDemand.Of(Image, [["sha256:a"], ["sha256:a", "sha256:b", "sha256:x"], []]).Missing.Select(layer => layer.Digest));

    [Fact]
    public void A_layer_that_stands_on_others_is_not_shared() =>
        Assert.Equal(Image, LayerDemand.Of(Image, [["sha256:b", "sha256:c"], ["sha256:x", "sha256:b"]]).Missing);

    [Fact]
    public void An_image_that_is_there_needs_nothing()
    {
        var demand = LayerDemand.Of(Image, [["sha256:a", "sha256:b", "sha256:c", "sha256:d"]]);

        Assert.Equal((0, 0, 0, 0), (demand.LeastBytes, demand.AmpleBytes, demand.LeastInodes, demand.AmpleInodes));
    }

    // The largest is unpacked first, beside what was sent of it; what comes behind it adds to what is unpacked.
    [Fact]
    public void At_least_what_is_unpacked_and_the_layer_that_is_being_unpacked_have_to_fit()
    {
        Assert.Equal(4000, new LayerDemand([Image[0]]).LeastBytes);
        Assert.Equal(4000, new LayerDemand(Image).LeastBytes);
        Assert.Equal(300, new LayerDemand([Image[1], Image[1]]).LeastBytes);
        Assert.Equal(20, new LayerDemand([Image[2]]).LeastBytes);
    }

    [Fact]
    public void Ample_is_all_that_is_sent_and_all_that_is_unpacked_by_what_is_usual_where_it_is_not_known()
    {
        var demand = new LayerDemand(Image);

        Assert.Equal(1110, demand.SentBytes);
        Assert.Equal(1110 + 3000 + 100 + 30, demand.AmpleBytes);
    }
}
