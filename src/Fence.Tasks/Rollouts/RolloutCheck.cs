using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts;

/// <summary>Asks every DEA whether it has an image, before the configuration may name it.</summary>
public static class RolloutCheck
{
    /// <summary>Asks all of them at once; changes nothing.</summary>
    /// <exception cref="FenceException">A DEA lacks the image, has another one under its name, or does not answer.</exception>
    public static async Task ThrowUnlessEveryDeaHasAsync(PublishedImage image, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        var lacking = (await Task.WhenAll(deas.Select(dea => AskAsync(image, dea, cancellationToken)))).SelectMany(reasons => reasons).ToList();
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

    private static async Task<ImmutableArray<Diagnostic>> AskAsync(PublishedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        try
        {
            var held = await dea.Engine.FindImageAsync(image.Reference, cancellationToken);
            return held?.Id == image.ImageId
                ? []
                : [Diagnostic.Error("FO002", $"{dea.Name} has {held?.Id ?? "nothing"} as {image.Reference}, and not {image.ImageId}")];
        }
        catch (FenceException silent)
        {
            return silent.Diagnostics;
        }
    }
}
