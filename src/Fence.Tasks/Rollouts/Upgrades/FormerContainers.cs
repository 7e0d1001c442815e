using System.Globalization;
using Fence.Tasks.Containers;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>Finds the applications that run on another image than the one they would be started with now.</summary>
internal static class FormerContainers
{
    private const int NamesShown = 5;

    /// <summary>A line for each such image.</summary>
    /// <param name="containers">The containers of a DEA.</param>
    /// <param name="current">The image ID that new containers get.</param>
    public static IEnumerable<string> ByImage(IEnumerable<EngineContainer> containers, string current) => containers
        .Where(container => container.IsRunning && container.ImageId != current && !container.Labels.ContainsKey(ContainerLease.Label))
        .GroupBy(container => container.ImageId, StringComparer.Ordinal)
        .OrderBy(image => image.Key, StringComparer.Ordinal)
        .Select(image => Sentence(image.Key, [.. image.Select(container => container.Name).Order(StringComparer.Ordinal)]));

    private static string Sentence(string image, List<string> names)
    {
        var more = names.Count > NamesShown ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - NamesShown} more") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{names.Count} container{(names.Count == 1 ? " still runs" : "s still run")} on {LatestStep.Short(image)} until restarted: {string.Join(", ", names.Take(NamesShown))}{more}");
    }
}
