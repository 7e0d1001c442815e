using System.Collections.Immutable;

namespace Fence.Tasks.Containers;

/// <summary>What VerifyImage came to, as it stays in the record: which image was held to which contract, and with which result.</summary>
public sealed record Verification
{
    /// <summary>The image ID.</summary>
    public required string ImageId { get; init; }

    /// <summary>The digest of the contract, the application and the way in which it lives: the same one would come to the same result.</summary>
    public required string Contract { get; init; }

    /// <summary>Whether the application lived, and the contract holds.</summary>
    public required bool IsGood { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How many things were tried.</summary>
    public required int Tried { get; init; }

    /// <summary>What failed, in words.</summary>
    public ImmutableArray<string> Failures { get; init; } = [];

    /// <summary>Whether an image is known to be good by the same contract.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="contract">The contract's digest.</param>
    public bool Vouches(string imageId, string contract) => IsGood && ImageId == imageId && Contract == contract;
}
