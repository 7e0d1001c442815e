using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Asks DEAs whether they have an image.</summary>
/// <param name="retry">Tries again what the network lost.</param>
public sealed class RolloutCheck(Retry retry)
{
    /// <summary>How many DEAs are asked at once, as far as so many may be connected: a question takes a node next to nothing.</summary>
    public const int Parallelism = 256;

    /// <summary>Asks all DEAs in service, before the configuration may name the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="deas">All DEAs of the cluster.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">A DEA lacks the image, has another one under its name, or does not answer.</exception>
    public async Task ThrowUnlessEveryDeaHasAsync(NamedImage image, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(image, deas.InService(), cancellationToken);
        var lacking = answers.Where(answer => answer.Reason is not null).Select(answer => answer.Reason!).ToList();
        if (lacking.Count > 0)
            throw new FenceException(
                ExitCode.ClusterFailed,
                [
                    Diagnostic.Error(
                        "FO003",
                        $"not every DEA has {image.Reference}; the configuration is left as it is",
                        "Run RolloutDeas first"),
                    .. lacking,
                ]);
    }

    /// <summary>Asks some DEAs, many at a time.</summary>
    /// <returns>For each, in their order: null where it has the image, else what is wrong.</returns>
    public async Task<ImmutableArray<DeaAnswer>> AskAsync(NamedImage image, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        var answers = new ConcurrentDictionary<string, DeaAnswer>(StringComparer.Ordinal);
        await BoundedRun<DeaNode>.RunAsync(
            deas,
            dea => dea.Zone,
            Parallelism,
            limitPerZone: null,
            () => cancellationToken.IsCancellationRequested,
            async dea => answers[dea.Name] = await AskAsync(image, dea, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. deas.Select(dea => answers[dea.Name])];
    }

    private async Task<DeaAnswer> AskAsync(NamedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        try
        {
            var held = await retry.RunAsync(() => dea.Engine.FindImageAsync(image.Reference, cancellationToken), pausing: null, cancellationToken);
            return new DeaAnswer(dea, held?.Id == image.ImageId ? null : image.NotHeldBy(dea.Name, image.Reference, held), IsSilent: false);
        }
        catch (FenceException silent)
        {
            return new DeaAnswer(dea, silent.Diagnostics[0], IsSilent: true);
        }
    }
}

/// <summary>What a DEA answered to the question for an image.</summary>
/// <param name="Dea">The DEA.</param>
/// <param name="Reason">What is wrong; null where it has the image.</param>
/// <param name="IsSilent">Whether it did not answer at all.</param>
public sealed record DeaAnswer(DeaNode Dea, Diagnostic? Reason, bool IsSilent);
