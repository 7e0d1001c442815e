using System.Collections.Immutable;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>What a DEA needs, so that another image is <c>latest</c>: tags in their order.</summary>
/// <param name="Tags">What is tagged, first what is to be kept.</param>
/// <param name="Former">The image ID that <c>latest</c> leaves; null where nothing is left.</param>
/// <param name="Sentence">The same in words.</param>
public sealed record LatestStep(ImmutableArray<NewTag> Tags, string? Former, string Sentence)
{
    private const int ShortLength = 12;

    /// <summary>Whether the DEA is as it should be.</summary>
    public bool IsDone => Tags.IsEmpty;

    /// <summary>Decides what makes an upgrade <c>latest</c> on a DEA.</summary>
    /// <param name="repository">The repository that containers start from.</param>
    /// <param name="tag">The upgrade's tag.</param>
    /// <param name="imageId">The upgrade's image ID.</param>
    /// <param name="latest">What is <c>latest</c> there; null for nothing.</param>
    public static LatestStep Upgrade(string repository, string tag, string imageId, EngineImage? latest)
    {
        var named = new NewTag(imageId, tag);
        if (latest?.Id == imageId)
            return latest.Tags.Contains($"{repository}:{tag}", StringComparer.Ordinal)
                ? new LatestStep([], null, $"has {tag} as latest")
                : new LatestStep([named], null, $"has the image as latest; would name it {tag}");
        var became = new NewTag(imageId, UpgradePlan.Latest);
        return latest is null
            ? new LatestStep([named, became], null, $"has no latest; would make {tag} latest")
            : new LatestStep(
                [new NewTag(latest.Id, UpgradeTags.Before(tag)), named, became], latest.Id, $"would keep {Short(latest.Id)} as {UpgradeTags.Before(tag)}, and make {tag} latest");
    }

    /// <summary>Decides what puts back what an upgrade replaced on a DEA.</summary>
    /// <param name="repository">The repository that containers start from.</param>
    /// <param name="latest">What is <c>latest</c> there; null for nothing.</param>
    /// <param name="findKept">Finds what is kept under a tag.</param>
    /// <returns>The step; null where <c>latest</c> is an upgrade, and what was before it is gone.</returns>
    public static LatestStep? Revert(string repository, EngineImage? latest, Func<string, EngineImage?> findKept)
    {
        if (latest is null || UpgradeTags.Newest(latest.Tags, repository) is not { } upgrade)
            return new LatestStep([], null, "has no upgrade as latest");
        return findKept(UpgradeTags.Before(upgrade)) is { } former
            ? new LatestStep([new NewTag(former.Id, UpgradePlan.Latest)], latest.Id, $"would make {Short(former.Id)} latest again, in place of {upgrade}")
            : null;
    }

    /// <summary>An image ID as people read it.</summary>
    internal static string Short(string id)
    {
        var digits = id.Replace("sha256:", "", StringComparison.Ordinal);
        return digits[..Math.Min(ShortLength, digits.Length)];
    }
}

/// <summary>A name that an image is given.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="Tag">The tag.</param>
public sealed record NewTag(string ImageId, string Tag);
