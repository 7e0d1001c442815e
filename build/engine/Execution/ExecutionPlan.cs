using System.Collections.Immutable;

namespace Nuke.Common.Execution;

/// <summary>The targets to run, in the order in which one at a time would run them.</summary>
/// <param name="Steps">None waits for a later one.</param>
internal sealed record ExecutionPlan(ImmutableArray<PlanStep> Steps)
{
    /// <summary>The targets alone, in their order.</summary>
    public IReadOnlyList<ExecutableTarget> Targets => [.. Steps.Select(s => s.Target)];
}

/// <summary>A target's place in the plan.</summary>
/// <param name="Number">Its place in the order, from 1.</param>
/// <param name="Target">The target.</param>
/// <param name="Waits">The targets of the plan that have to be over before it starts.</param>
/// <param name="Because">Why it is in the plan.</param>
internal sealed record PlanStep(int Number, ExecutableTarget Target, ImmutableArray<ExecutableTarget> Waits, string Because);

/// <summary>Targets that wait for each other in a circle.</summary>
/// <param name="circle">Each waits for the next one; the first is repeated at the end.</param>
internal sealed class CircularTargetsException(IReadOnlyList<ExecutableTarget> circle)
    : Exception($"Targets depend on each other in a circle: {string.Join(" → ", circle)}")
{
    public IReadOnlyList<ExecutableTarget> Circle { get; } = circle;
}
