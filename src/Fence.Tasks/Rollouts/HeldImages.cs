using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts;

/// <summary>An image under the name by which the configuration calls it.</summary>
/// <param name="Reference">The name with its tag.</param>
/// <param name="ImageId">The image ID that every DEA has to show under it.</param>
public sealed record NamedImage(string Reference, string ImageId)
{
    /// <summary>An image of the registry.</summary>
    public static NamedImage Of(PublishedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new NamedImage(image.Reference, image.ImageId);
    }
}

/// <summary>What it means that a DEA has an image: under the name that the configuration uses, the image with the right ID.</summary>
internal static class HeldImages
{
    /// <summary>Those that applications may be started on.</summary>
    public static ImmutableArray<DeaNode> InService(this ImmutableArray<DeaNode> deas) => [.. deas.Where(dea => dea.OutOfService is null)];

    /// <summary>Asks a DEA.</summary>
    /// <exception cref="FenceException">It does not answer.</exception>
    public static async Task<bool> HoldsAsync(this DeaNode dea, PublishedImage image, CancellationToken cancellationToken) =>
        (await dea.Engine.FindImageAsync(image.Reference, cancellationToken))?.Id == image.ImageId;

    /// <summary>What is said of a DEA that has something else.</summary>
    public static Diagnostic NotHeldBy(this NamedImage image, string dea, string reference, EngineImage? held) =>
        Diagnostic.Error("FO002", $"{dea} has {held?.Id ?? "nothing"} as {reference}, and not {image.ImageId}");
}
