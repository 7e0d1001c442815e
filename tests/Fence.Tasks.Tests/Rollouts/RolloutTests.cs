using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Rollouts;

public sealed class RolloutTests
{
    private static readonly PublishedImage Image = new()
    {
        Registry = "api.test:5000",
        Repository = "exampleco/stack-alsek",
        Tag = "1",
        Digest = "sha256:d1",
        ImageId = "sha256:1d",
    };

    private readonly InMemoryEngine first = new("dea-1") { Pullable = { ["sha256:d1"] = "sha256:1d" } };
    private readonly InMemoryEngine second = new("dea-2") { Pullable = { ["sha256:d1"] = "sha256:1d" } };
    private readonly RecordedEvents events = new();

    [Fact]
    public async Task Every_DEA_pulls_by_digest_and_then_has_the_image_under_its_tag()
    {
        var result = await RunAsync();

        Assert.Equal([DeaAction.Pulled, DeaAction.Pulled], result.Deas.Select(dea => dea.Action));
        foreach (var engine in new[] { first, second })
        {
            Assert.Equal(
                ["pull api.test:5000/exampleco/stack-alsek@sha256:d1",
                 "tag api.test:5000/exampleco/stack-alsek@sha256:d1 api.test:5000/exampleco/stack-alsek:1"],
                engine.Did);
            Assert.Equal("sha256:1d", engine.IdOf("api.test:5000/exampleco/stack-alsek:1"));
        }
    }

    [Fact]
    public async Task A_second_time_nothing_is_done()
    {
        await RunAsync();
        first.Did.Clear();

        var result = await RunAsync();

        Assert.Equal([DeaAction.None, DeaAction.None], result.Deas.Select(dea => dea.Action));
        Assert.Empty(first.Did);
    }

    [Fact]
    public async Task A_DEA_that_has_the_image_without_its_name_is_given_the_name()
    {
        first.Has(Image.PinnedReference, Image.ImageId);

        var result = await RunAsync();

        Assert.Equal(DeaAction.Tagged, result.Deas[0].Action);
        Assert.Equal(["tag api.test:5000/exampleco/stack-alsek@sha256:d1 api.test:5000/exampleco/stack-alsek:1"], first.Did);
    }

    [Fact]
    public async Task A_DEA_that_has_another_image_under_the_name_gets_the_right_one()
    {
        first.Has(Image.Reference, "sha256:0ld");

        await RunAsync();

        Assert.Equal(Image.ImageId, first.IdOf(Image.Reference));
    }

    [Fact]
    public async Task A_DEA_that_is_down_fails_the_rollout_with_4_after_the_others_were_served()
    {
        first.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FS001", "dea-1 cannot be reached"));

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Equal(
            ["1 of 2 DEAs do not have the image; the configuration is left as it is", "dea-1 cannot be reached"],
            error.Diagnostics.Select(d => d.Message));
        Assert.Equal(Image.ImageId, second.IdOf(Image.Reference));
    }

    [Fact]
    public async Task A_DEA_that_ends_up_with_another_image_ID_fails_the_rollout()
    {
        second.Pullable["sha256:d1"] = "sha256:e111";

        var error = await Assert.ThrowsAsync<FenceException>(RunAsync);

        Assert.Contains("dea-2 has sha256:e111 as api.test:5000/exampleco/stack-alsek:1, and not sha256:1d", error.Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public async Task The_forecast_says_what_each_DEA_needs_and_does_nothing()
    {
        first.Has(Image.PinnedReference, Image.ImageId);

        Assert.Equal(["dea-1: has the image; would name it", "dea-2: would pull the image"], await ForecastAsync(Image));
        Assert.Equal(["dea-1: would pull the image", "dea-2: would pull the image"], await ForecastAsync(null));
        Assert.Empty(first.Did);
        Assert.Empty(second.Did);

        await RunAsync();
        Assert.Equal(["dea-1: has the image", "dea-2: has the image"], await ForecastAsync(Image));
    }

    [Fact]
    public async Task The_forecast_tells_every_DEA_that_does_not_answer()
    {
        foreach (var engine in new[] { first, second })
            engine.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FS001", $"{engine.Name} cannot be reached"));

        var error = await Assert.ThrowsAsync<FenceException>(() => ForecastAsync(null));

        Assert.Equal(["dea-1 cannot be reached", "dea-2 cannot be reached"], error.Diagnostics.Select(d => d.Message));
    }

    private async Task<IEnumerable<string>> ForecastAsync(PublishedImage? image) => (await RolloutForecast.ReadAsync(
        image,
        ImmutableArray.Create(new DeaNode("dea-1", first), new DeaNode("dea-2", second)),
        TestContext.Current.CancellationToken)).Select(dea => $"{dea.Node}: {dea.Sentence}");

    private Task<RolloutResult> RunAsync() => new Rollout(events, new FakeTimeProvider()).RunAsync(
        Image,
        ImmutableArray.Create(new DeaNode("dea-1", first), new DeaNode("dea-2", second)),
        TestContext.Current.CancellationToken);
}
