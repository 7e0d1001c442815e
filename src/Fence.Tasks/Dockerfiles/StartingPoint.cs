using Fence.Tasks.Definition;
using Fence.Tasks.Dockerfiles.Rules;

namespace Fence.Tasks.Dockerfiles;

/// <summary>The image that everything in a Dockerfile starts from, as far as the Dockerfile itself says.</summary>
/// <param name="Reference">Its name.</param>
/// <param name="IsAsDefined">Whether <c>fence.yml</c> names the same.</param>
public sealed record StartingPoint(string Reference, bool IsAsDefined)
{
    /// <summary>Finds it; null where there is none, or where it is known only when the image is built.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="image">What <c>fence.yml</c> says.</param>
    public static StartingPoint? Of(Dockerfile dockerfile, ImageDefinition image)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(image);
        return dockerfile.ImageStages.FirstOrDefault()?.Base is { Length: > 0 } start && start is not "scratch" && !start.Contains('$', StringComparison.Ordinal)
            ? new StartingPoint(start, OtherBase.IsSame(start, image.Base))
            : null;
    }
}
