using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>What UpgradeImage is about to make.</summary>
/// <param name="Base">What it starts from: <c>helion/stack-alsek:kato-patched</c>.</param>
/// <param name="Tag">The upgrade's tag.</param>
/// <param name="Present">The upgrade as the registry has it; null where it has to be made.</param>
public sealed record UpgradePlan(ImageReference Base, string Tag, PublishedImage? Present)
{
    /// <summary>The tag that containers start from.</summary>
    public const string Latest = ImageReference.DefaultTag;

    /// <summary>The upgrade's name on builder and DEAs.</summary>
    public string Reference => $"{Base.Name}:{Tag}";

    /// <summary>What would be done, in a sentence without a full stop.</summary>
    public string Sentence => Present is { } present
        ? $"would build nothing: the registry has {Reference} as {present.Digest}; --rebuild makes another one"
        : $"would build {Reference} from {Base} without cache, verify it and push it";
}
