using System.Collections.Immutable;

namespace Fence.Tasks.Diagnostics;

/// <summary>One thing that was tried, and what came of it.</summary>
/// <param name="Group">What it is a part of: <c>life</c>, <c>files</c>.</param>
/// <param name="Name">What was tried.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record TestCase(string Group, string Name, TestOutcome Outcome)
{
    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What is wrong; empty where it passed.</summary>
    public ImmutableArray<Diagnostic> Findings { get; init; } = [];

    /// <summary>What was printed meanwhile.</summary>
    public ImmutableArray<string> Output { get; init; } = [];
}

/// <summary>What came of a <see cref="TestCase"/>.</summary>
public enum TestOutcome
{
    /// <summary>It is as it should be.</summary>
    Passed,

    /// <summary>It is not.</summary>
    Failed,

    /// <summary>It was not tried.</summary>
    Skipped,
}
