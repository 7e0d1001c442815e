using Fence.Tasks.Docker;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts;

/// <summary>Decides what a DEA needs, from what it has.</summary>
internal static class DeaStep
{
    /// <param name="image">The image that it should have.</param>
    /// <param name="pinned">What it has under the image's digest.</param>
    /// <param name="named">What it has under the image's tag.</param>
    public static DeaAction For(PublishedImage image, EngineImage? pinned, EngineImage? named)
    {
        // Under the right digest there can be no other image; the ID is compared all the same, since it is what applications run on.
        if (pinned?.Id != image.ImageId)
            return DeaAction.Pulled;
        return named?.Id == image.ImageId ? DeaAction.None : DeaAction.Tagged;
    }
}
