using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Brings an image to every DEA of a cluster.</summary>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Measures how long it takes.</param>
public sealed class Rollout(IRunEvents events, TimeProvider clock)
{
    /// <summary>How many DEAs pull at once.</summary>
    public const int Parallelism = 8;

    /// <summary>Pulls by digest, compares the image ID, and gives the image its name, on all DEAs. One that fails does not keep the others from trying.</summary>
    /// <exception cref="FenceException">At least one DEA does not have the image; each has its reason.</exception>
    public async Task<RolloutResult> RunAsync(PublishedImage image, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        var done = new ConcurrentDictionary<string, DeaRollout>(StringComparer.Ordinal);
        var failed = new ConcurrentDictionary<string, FenceException>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            deas,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (dea, token) =>
            {
                try
                {
                    done[dea.Name] = await BringAsync(image, dea, token);
                }
                catch (FenceException reason)
                {
                    failed[dea.Name] = reason;
                    events.Tell(new NodeStepTaken(dea.Name, $"failed: {reason.Message}"));
                }
            });

        ThrowIfAny(failed, deas);
        return new RolloutResult
        {
            Reference = image.Reference,
            Digest = image.Digest,
            ImageId = image.ImageId,
            Deas = [.. deas.Select(dea => done[dea.Name])],
        };
    }

    private async Task<DeaRollout> BringAsync(PublishedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var pinned = await dea.Engine.FindImageAsync(image.PinnedReference, cancellationToken);
        var named = await dea.Engine.FindImageAsync(image.Reference, cancellationToken);
        var action = DeaStep.For(image, pinned, named);
        if (action == DeaAction.Pulled)
        {
            events.Tell(new NodeStepTaken(dea.Name, "pulling"));
            await dea.Engine.PullAsync(image.Name, image.Digest, cancellationToken);
        }

        if (action != DeaAction.None)
        {
            await dea.Engine.TagAsync(image.PinnedReference, image.Name, image.Tag, cancellationToken);
            await ConfirmAsync(image, dea, cancellationToken);
        }

        var seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3);
        events.Tell(new NodeStepTaken(dea.Name, action switch
        {
            DeaAction.Pulled => string.Create(CultureInfo.InvariantCulture, $"pulled in {seconds:0.0} s"),
            DeaAction.Tagged => "had the image; named it",
            _ => "had the image",
        }));
        return new DeaRollout(dea.Name, action, seconds);
    }

    private static async Task ConfirmAsync(PublishedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        var held = await dea.Engine.FindImageAsync(image.Reference, cancellationToken);
        if (held?.Id != image.ImageId)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO002", $"{dea.Name} has {held?.Id ?? "nothing"} as {image.Reference}, and not {image.ImageId}"));
    }

    private static void ThrowIfAny(ConcurrentDictionary<string, FenceException> failed, ImmutableArray<DeaNode> deas)
    {
        if (failed.IsEmpty)
            return;

        var reasons = deas.Where(dea => failed.ContainsKey(dea.Name)).SelectMany(dea => failed[dea.Name].Diagnostics);
        throw new FenceException(
            ExitCode.ClusterFailed,
            [
                Diagnostic.Error(
                    "FO001",
                    $"{failed.Count} of {deas.Length} DEAs do not have the image; the configuration is left as it is",
                    "Run RolloutDeas again when they are mended: DEAs that have the image are left alone"),
                .. reasons,
            ]);
    }
}
