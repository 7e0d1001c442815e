using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts;

/// <summary>Finds out what <see cref="Rollout"/> would do, and does nothing.</summary>
public static class RolloutForecast
{
    /// <summary>Asks all DEAs in service at once.</summary>
    /// <param name="image">The image; null where it is still to be pushed, which no DEA can have then.</param>
    /// <param name="deas">The DEAs.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <returns>What each would need, in their order.</returns>
    /// <exception cref="FenceException">A DEA does not answer; each such one has its reason.</exception>
    public static async Task<ImmutableArray<DeaForecast>> ReadAsync(PublishedImage? image, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(deas.InService().Select(dea => AskAsync(image, dea, cancellationToken)));
        var silent = answers.SelectMany(answer => answer.Reasons).ToImmutableArray();
        return silent.IsEmpty ? [.. answers.Select(answer => answer.Forecast!)] : throw new FenceException(ExitCode.ClusterFailed, silent);
    }

    private static async Task<(DeaForecast? Forecast, ImmutableArray<Diagnostic> Reasons)> AskAsync(
        PublishedImage? image, DeaNode dea, CancellationToken cancellationToken)
    {
        try
        {
            if (image is not null)
                return (new DeaForecast(dea.Name, await ActionAsync(image, dea, cancellationToken)), []);
            await dea.Engine.GetVersionAsync(cancellationToken);
            return (new DeaForecast(dea.Name, DeaAction.Pulled), []);
        }
        catch (FenceException silent)
        {
            return (null, silent.Diagnostics);
        }
    }

    private static async Task<DeaAction> ActionAsync(PublishedImage image, DeaNode dea, CancellationToken cancellationToken)
    {
        if (await dea.HoldsAsync(image, cancellationToken))
            return DeaAction.None;
        return await dea.Engine.FindImageAsync(image.ImageId, cancellationToken) is null ? DeaAction.Pulled : DeaAction.Tagged;
    }
}

/// <summary>What would be done on one DEA.</summary>
/// <param name="Node">The DEA's name.</param>
/// <param name="Action">What it needs.</param>
public sealed record DeaForecast(string Node, DeaAction Action)
{
    /// <summary>The same in words.</summary>
    public string Sentence => Action switch
    {
        DeaAction.Pulled => "would pull the image",
        DeaAction.Tagged => "has the image; would name it",
        _ => "has the image",
    };
}
