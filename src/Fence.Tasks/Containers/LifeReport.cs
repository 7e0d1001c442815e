using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>How the life of an application went.</summary>
public sealed record LifeReport
{
    /// <summary>The user that everything ran as; null where the image has none for it.</summary>
    public string? User { get; init; }

    /// <summary>The steps of the plan, in order, those that were not reached included.</summary>
    public required ImmutableArray<LifeStepReport> Steps { get; init; }

    /// <summary>The environment that the application's own process gets; empty where it was not started.</summary>
    public ImmutableSortedDictionary<string, string> Application { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What was seen in sessions, in the crontab and by PHP; empty where the application did not start.</summary>
    public ImmutableArray<SeenEnvironment> Seen { get; init; } = [];

    /// <summary>What is wrong, of all steps.</summary>
    public IEnumerable<Diagnostic> Findings => Steps.SelectMany(step => step.Findings);

    /// <summary>Whether every step went well.</summary>
    public bool IsGood => Steps.All(step => step.Outcome is LifeOutcome.Passed or LifeOutcome.LeftOut);
}

/// <summary>How a step went.</summary>
/// <param name="Name">The step.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
/// <param name="Lines">What it printed last.</param>
/// <param name="Findings">What is wrong.</param>
public sealed record LifeStepReport(
    string Name, LifeOutcome Outcome, double Seconds, ImmutableArray<string> Lines, ImmutableArray<Diagnostic> Findings);

/// <summary>The environment in one of the places that <c>HELION_HOOK_ENV</c> is for.</summary>
/// <param name="Place">The place: <c>session</c>, <c>crontab</c>, <c>legacy PHP</c>.</param>
/// <param name="Variables">What is there.</param>
public sealed record SeenEnvironment(string Place, ImmutableSortedDictionary<string, string> Variables);

/// <summary>How a step went.</summary>
public enum LifeOutcome
{
    /// <summary>It succeeded, or failed where it may.</summary>
    Passed,

    /// <summary>It is what keeps the application from living.</summary>
    Failed,

    /// <summary>There is none in this image, and none is declared.</summary>
    LeftOut,

    /// <summary>An earlier one failed.</summary>
    NotReached,
}
