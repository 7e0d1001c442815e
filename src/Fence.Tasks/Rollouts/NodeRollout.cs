using System.Globalization;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Brings an image to one DEA: looks, pulls by digest, compares the image ID, gives it its name, and looks again.</summary>
/// <param name="events">Where it tells what happens.</param>
/// <param name="retry">Tries again what the network lost.</param>
/// <param name="clock">Measures.</param>
internal sealed class NodeRollout(IRunEvents events, Retry retry, TimeProvider clock)
{
    /// <summary>How long a pull may be without a sign of life.</summary>
    public static readonly TimeSpan StalledAfter = TimeSpan.FromMinutes(3);

    /// <summary>Brings it; each attempt begins with a look at what is there, so that what an answer that was lost had done is not done twice.</summary>
    /// <exception cref="FenceException">The DEA does not have the image.</exception>
    public async Task<DeaRollout> BringAsync(PublishedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var action = DeaAction.None;
        await retry.RunAsync(
            async () =>
            {
                if (await dea.HoldsAsync(image, cancellationToken))
                    return;
                var isThere = await dea.Engine.FindImageAsync(image.ImageId, cancellationToken) is not null;
                action = isThere && action != DeaAction.Pulled ? DeaAction.Tagged : DeaAction.Pulled;
                var source = isThere ? image.ImageId : await PullAsync(image, dea, cancellationToken);
                await dea.Engine.TagAsync(source, image.Name, image.Tag, cancellationToken);
                if (!await dea.HoldsAsync(image, cancellationToken))
                    throw await OtherThanAsync(image, image.Reference, dea, cancellationToken);
            },
            (failure, pause) => events.Tell(new NodeStepTaken(
                dea.Name, string.Create(CultureInfo.InvariantCulture, $"{failure.Message}; trying again in {pause.TotalSeconds:0.0} s"))),
            cancellationToken);

        var seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3);
        events.Tell(new NodeStepTaken(dea.Name, action switch
        {
            DeaAction.Pulled => string.Create(CultureInfo.InvariantCulture, $"pulled in {seconds:0.0} s"),
            DeaAction.Tagged => "had the image; named it",
            _ => "had the image",
        }));
        return new DeaRollout(dea.Name, action, seconds);
    }

    // The name that was pulled: under a mirror's name it is the same manifest, and the right name is given to it afterwards.
    private async Task<string> PullAsync(PublishedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        var repository = dea.Mirror is { } mirror ? $"{mirror}/{image.Repository}" : image.Name;
        events.Tell(new NodeStepTaken(dea.Name, dea.Mirror is null ? "pulling" : $"pulling through {dea.Mirror}"));
        await PullUnlessStalledAsync(repository, image.Digest, dea, cancellationToken);
        var pulled = $"{repository}@{image.Digest}";
        if ((await dea.Engine.FindImageAsync(pulled, cancellationToken))?.Id != image.ImageId)
            throw await OtherThanAsync(image, pulled, dea, cancellationToken);
        return pulled;
    }

    private async Task PullUnlessStalledAsync(string repository, string digest, DeaNode dea, CancellationToken cancellationToken)
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var watch = clock.CreateTimer(_ => stalled.Cancel(), state: null, StalledAfter, Timeout.InfiniteTimeSpan);
        try
        {
            await dea.Engine.PullAsync(repository, digest, new SignOfLife(dea.Name, watch, events), stalled.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FenceException(
                ExitCode.ClusterFailed,
                Diagnostic.Error(
                    "FO004",
                    $"{dea.Name}: the pull of {repository}@{digest} made no progress for {StalledAfter.TotalMinutes:0} minutes",
                    "Is the registry, or the network between them, overloaded?"),
                silent)
            {
                Kind = FailureKind.Connection,
            };
        }
    }

    private static async Task<FenceException> OtherThanAsync(PublishedImage image, string reference, DeaNode dea, CancellationToken cancellationToken) =>
        new(ExitCode.ClusterFailed, NamedImage.Of(image).NotHeldBy(dea.Name, reference, await dea.Engine.FindImageAsync(reference, cancellationToken)));

    private sealed class SignOfLife(string node, ITimer watch, IRunEvents events) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            watch.Change(StalledAfter, Timeout.InfiniteTimeSpan);
            events.Tell(new NodeProgressed(node, value.Bytes, value.Total));
        }
    }
}
