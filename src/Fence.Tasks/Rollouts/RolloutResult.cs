using System.Collections.Immutable;

namespace Fence.Tasks.Rollouts;

/// <summary>What RolloutDeas came to: every DEA of the plan has the image.</summary>
public sealed record RolloutResult
{
    /// <summary>The image's name with its tag, as every DEA now has it.</summary>
    public required string Reference { get; init; }

    /// <summary>The manifest's digest that was pulled.</summary>
    public required string Digest { get; init; }

    /// <summary>The image ID that every DEA was seen to have.</summary>
    public required string ImageId { get; init; }

    /// <summary>The DEAs, in the order of the definition.</summary>
    public required ImmutableArray<DeaRollout> Deas { get; init; }

    /// <summary>The DEAs that got nothing, and why.</summary>
    public ImmutableArray<DeaLeftOut> LeftOut { get; init; } = [];
}

/// <summary>What was done on one DEA.</summary>
/// <param name="Node">The DEA's name.</param>
/// <param name="Action">What had to be done.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
public sealed record DeaRollout(string Node, DeaAction Action, double Seconds);

/// <summary>What a DEA needed.</summary>
public enum DeaAction
{
    /// <summary>It had the image under its name.</summary>
    None,

    /// <summary>It had the image, and was given the name.</summary>
    Tagged,

    /// <summary>It pulled the image.</summary>
    Pulled,
}
