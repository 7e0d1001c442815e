using System.Collections.Immutable;

namespace Fence.Tasks.Definition;

/// <summary>How an image goes to a cluster's DEAs, and how the configuration is changed then.</summary>
public sealed record RolloutDefinition
{
    /// <summary>The DEAs that get the image before all others.</summary>
    public Amount Canary { get; init; } = Amount.Of(1);

    /// <summary>How many DEAs each wave behind the canary has; what is left over is the last wave.</summary>
    public ImmutableArray<Amount> Waves { get; init; } = [];

    /// <summary>Whether each zone is a wave; <see cref="Waves"/> is empty then.</summary>
    public bool WavePerZone { get; init; }

    /// <summary>How many DEAs pull at once.</summary>
    public int Parallelism { get; init; } = DefaultParallelism;

    /// <summary>How many DEAs of one zone pull at once; null for no bound of its own.</summary>
    public int? ParallelismPerZone { get; init; }

    /// <summary>How many DEAs are connected at a time; at least <see cref="Parallelism"/>.</summary>
    public int Connections { get; init; } = DefaultConnections;

    /// <summary>How long to wait between two waves.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How many DEAs may fail before no further one is begun. Whatever it says, the configuration is not changed then.</summary>
    public Amount FailureBudget { get; init; } = Amount.Of(0);

    /// <summary>How far a DEA's clock may be off before it gets nothing: what registries trust in holds for a time.</summary>
    public TimeSpan MaxClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many of the pipeline's images stay on a DEA, with the new one; null for all of them.</summary>
    public int? KeepImages { get; init; }

    /// <summary>How many of the pipeline's entries stay in the configuration, with the new one; null for all of them.</summary>
    public int? KeepEntries { get; init; } = DefaultKeepEntries;

    /// <summary>Whether a plain string under a key of a list becomes a list.</summary>
    public bool ConvertsToList { get; init; }

    /// <summary>Whether fence is restarted on all nodes once the configuration is changed, as early releases need it (DOMAIN section 3).</summary>
    public bool RestartFence { get; init; }

    /// <summary>How many DEAs pull at once when nothing is said.</summary>
    public const int DefaultParallelism = 8;

    /// <summary>How many DEAs are connected at a time when nothing is said, and <see cref="Parallelism"/> is not more.</summary>
    public const int DefaultConnections = 64;

    /// <summary>How many of the pipeline's entries stay when nothing is said.</summary>
    public const int DefaultKeepEntries = 3;

    /// <summary>What holds when nothing is said.</summary>
    public static RolloutDefinition Default { get; } = new();
}
