using System.Collections.Immutable;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts;

/// <summary>Which of the pipeline's images a DEA no longer needs: computed from what it has.</summary>
public static class PrunePlan
{
    /// <summary>Names the images that may go.</summary>
    /// <param name="images">The pipeline's images on the DEA, the newest first.</param>
    /// <param name="containers">The containers on the DEA, those that have ended, too.</param>
    /// <param name="configured">The entries of the configuration.</param>
    /// <param name="keep">How many images stay whatever else holds.</param>
    /// <returns>The names to take away, the oldest first.</returns>
    public static ImmutableArray<string> For(
        IReadOnlyList<TaggedImage> images, IReadOnlyList<EngineContainer> containers, IReadOnlyList<string> configured, int keep)
    {
        // An image may have several names: it is kept or goes as a whole.
        var newest = images.Select(image => image.Id).Distinct(StringComparer.Ordinal).Take(keep);
        var used = containers.Select(container => container.ImageId);
        var named = images.Where(image => configured.Any(entry => Names(entry, image.Reference))).Select(image => image.Id);
        var usedByName = images.Where(image => containers.Any(container => Names(container.Image, image.Reference))).Select(image => image.Id);
        var kept = newest.Concat(used).Concat(named).Concat(usedByName).ToHashSet(StringComparer.Ordinal);
        return [.. images.Where(image => !kept.Contains(image.Id)).Select(image => image.Reference).Reverse()];
    }

    // The configuration may leave the tag out, where 'latest' is meant.
    private static bool Names(string entry, string reference) => entry == reference || ImageReference.Parse(entry)?.ToString() == reference;
}
