using System.Collections.Immutable;

namespace Nuke.Common.Execution;

/// <summary>What of a target the plan depends on; names only, so that planning is pure.</summary>
/// <param name="Name">The target.</param>
/// <param name="DependsOn">What is in every plan it is in, and comes before it.</param>
/// <param name="After">What comes before it where both are in the plan.</param>
/// <param name="Triggers">What is in every plan it is in, and comes after it.</param>
internal sealed record TargetNode(
    string Name, ImmutableArray<string> DependsOn, ImmutableArray<string> After, ImmutableArray<string> Triggers);

/// <summary>A target's place in the plan.</summary>
/// <param name="Name">The target.</param>
/// <param name="Waits">The targets of the plan that have to be over before it starts.</param>
/// <param name="Because">Why it is in the plan.</param>
internal sealed record PlannedTarget(string Name, ImmutableArray<string> Waits, string Because);

/// <summary>The targets to run, in the order in which one at a time would run them.</summary>
/// <param name="Targets">No target waits for a later one.</param>
internal sealed record ExecutionPlan(ImmutableArray<PlannedTarget> Targets);

/// <summary>Targets that wait for each other in a circle.</summary>
/// <param name="cycle">The circle, its first target repeated at the end.</param>
internal sealed class CircularTargetsException(ImmutableArray<string> cycle)
    : Exception($"Targets depend on each other in a circle: {string.Join(" → ", cycle)}")
{
    public ImmutableArray<string> Cycle { get; } = cycle;
}
