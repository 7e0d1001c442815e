using Fence.Tasks.Images.Differences;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Promotions;

/// <summary>An image that somebody wants a channel to name, and what is known of it.</summary>
public sealed record PromotionCandidate
{
    /// <summary>The repository that has it.</summary>
    public required string Repository { get; init; }

    /// <summary>What it is known by.</summary>
    public required RegistryManifest Image { get; init; }

    /// <summary>The commit in its label; null where it has none.</summary>
    public string? Commit { get; init; }

    /// <summary>What is in it; null where the registry has no receipt of it.</summary>
    public ImageReceipt? Receipt { get; init; }

    /// <summary>The digest that the channel names now; null where it names nothing.</summary>
    public string? Former { get; init; }

    /// <summary>What is in that; null where the registry has no receipt of it.</summary>
    public ImageReceipt? FormerReceipt { get; init; }

    /// <summary>What tells both apart; null where the channel names nothing, or a receipt is missing.</summary>
    public ImageDifference? Differences => Former is not null && Receipt is not null && FormerReceipt is not null
        ? ImageDifference.Between((Former, FormerReceipt), (Image.Digest, Receipt))
        : null;
}
