using System.Collections.Immutable;
using Fence.Tasks.Images.Differences;

namespace Fence.Tasks.Promotions;

/// <summary>What PromoteImage is about to do.</summary>
public sealed record PromotionPlan
{
    /// <summary>The channel's name at its registry.</summary>
    public required string Reference { get; init; }

    /// <summary>Where the image is taken from.</summary>
    public required string From { get; init; }

    /// <summary>The repository that has the image.</summary>
    public required string FromRepository { get; init; }

    /// <summary>The digest that the channel will name.</summary>
    public required string Digest { get; init; }

    /// <summary>The image ID.</summary>
    public required string ImageId { get; init; }

    /// <summary>The digest that the channel names now; null where it names nothing.</summary>
    public string? Former { get; init; }

    /// <summary>The tag under which that stays reachable; null where there is none.</summary>
    public string? FormerTag { get; init; }

    /// <summary>The commit in the image's label; null where it has none.</summary>
    public string? Commit { get; init; }

    /// <summary>What has to hold.</summary>
    public ImmutableArray<PromotionGate> Gates { get; init; } = [];

    /// <summary>What tells the image from the channel's former one; null where there was none, or a receipt is missing.</summary>
    public ImageDifference? Differences { get; init; }

    /// <summary>What the policy allows now.</summary>
    public ImmutableSortedDictionary<string, string> Policy { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the policy allowed when the channel's former image was promoted; null where nobody noted it.</summary>
    public ImmutableSortedDictionary<string, string>? FormerPolicy { get; init; }

    /// <summary>Whether an earlier promotion is taken back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Whether the channel names the image already.</summary>
    public bool ChangesNothing => Former == Digest;

    /// <summary>Whether everything holds that has to.</summary>
    public bool IsAllowed => Gates.All(gate => gate.Passed);

    /// <summary>What would be done, a sentence without a full stop each.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            foreach (var gate in Gates)
                yield return $"{gate.Name}: {(gate.Passed ? "yes" : "NO")}, {gate.Text}";
            if (ChangesNothing)
            {
                yield return $"nothing to promote: {Reference} is {Digest}";
                yield break;
            }

            yield return $"{Reference} becomes {Digest}, from {From}";
            yield return Former is null ? "it named nothing before" : $"what it named before, {Former}, stays as {FormerTag}";
        }
    }
}
