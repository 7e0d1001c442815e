using Fence.Tasks.Definition;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>Says whether applications start from what <c>latest</c> names.</summary>
public static class LatestUse
{
    /// <summary>Compares the configuration with an upgrade's repository.</summary>
    /// <param name="configured">The configured images, the one in use first.</param>
    /// <param name="image">An image of the repository.</param>
    /// <param name="key">The key that was read.</param>
    /// <returns>A sentence without a full stop; null where they do.</returns>
    public static string? Sentence(IReadOnlyList<string> configured, ImageReference image, ConfigKeyDefinition key)
    {
        var first = configured.Count > 0 ? ImageReference.Parse(configured[0]) : null;
        return first == image with { Tag = UpgradePlan.Latest }
            ? null
            : $"applications do not start from {image.Name}:{UpgradePlan.Latest}: {key} names {(configured.Count > 0 ? configured[0] : "nothing")} first";
    }
}
