using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Kato;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Clusters;

public sealed class BaseImageReaderTests
{
    private static readonly StartingPoint AsDefined = new("helion/stack-alsek:kato-patched", IsAsDefined: true);
    private static readonly StartingPoint Other = new("helion/other:1", IsAsDefined: false);

    private readonly InMemoryEngine builder = new("the builder");
    private readonly FakeTimeProvider clock = new();
    private int questions;

    [Fact]
    public async Task The_builder_tells_user_and_layers()
    {
        builder.Has(AsDefined.Reference, "sha256:1");
        builder.Users["sha256:1"] = ("daemon", 120);

        Assert.Equal(new BaseImage { User = "daemon", Layers = 120 }, await ReadAsync(AsDefined));
    }

    [Fact]
    public async Task The_cluster_is_asked_only_where_the_Dockerfile_starts_from_something_else()
    {
        await ReadAsync(AsDefined);
        Assert.Equal(0, questions);

        Assert.Equal(new BaseImage { InConfiguration = "helion/stack-alsek" }, await ReadAsync(Other));
        Assert.Equal(1, questions);
    }

    [Fact]
    public async Task An_image_of_the_pipeline_itself_is_no_base() => Assert.Equal(
        new BaseImage { InConfiguration = "helion/stack-alsek" },
        await ReadAsync(Other, _ => Task.FromResult<ConfigValue>(new ConfigValue.List(["api.test:5000/exampleco/stack-alsek:2", "helion/stack-alsek"]))));

    [Fact]
    public async Task What_is_not_there_says_nothing_and_fails_nothing()
    {
        builder.Down = new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FE001", "the builder does not answer"));

        Assert.Equal(new BaseImage(), await ReadAsync(Other, _ => throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FK001", "kato does not answer"))));
        Assert.Equal(new BaseImage(), await ReadAsync(start: null));
    }

    [Fact]
    public async Task What_does_not_answer_soon_is_not_waited_for()
    {
        builder.Has(Other.Reference, "sha256:1");
        builder.Users["sha256:1"] = ("", 7);
        var reading = ReadAsync(Other, async soon =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, soon);
            return new ConfigValue.Missing();
        });
        Assert.False(reading.IsCompleted);

        clock.Advance(BaseImageReader.Patience);

        Assert.Equal(new BaseImage { User = "", Layers = 7 }, await reading);
    }

    [Fact]
    public async Task An_interruption_ends_it()
    {
        using var interruption = new CancellationTokenSource();
        var reading = ReadAsync(Other, async soon =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, soon);
            return new ConfigValue.Missing();
        }, interruption.Token);

        await interruption.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private Task<BaseImage> ReadAsync(StartingPoint? start, Func<CancellationToken, Task<ConfigValue>>? ask = null, CancellationToken? cancellationToken = null) =>
        new BaseImageReader(() => builder, ask ?? AskAsync, clock).ReadAsync(start, "exampleco/stack-alsek", cancellationToken ?? TestContext.Current.CancellationToken);

    private Task<ConfigValue> AskAsync(CancellationToken cancellationToken)
    {
        questions++;
        return Task.FromResult<ConfigValue>(new ConfigValue.List(["helion/stack-alsek", "helion/stack/alsek"]));
    }
}
