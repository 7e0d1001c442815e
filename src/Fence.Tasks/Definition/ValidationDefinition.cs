using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Definition;

/// <summary>What validation stops at, and what of its findings somebody takes as they are.</summary>
public sealed record ValidationDefinition
{
    /// <summary>The least severity that stops a run: <see cref="Severity.Error"/> or <see cref="Severity.Warning"/>.</summary>
    public Severity FailOn { get; init; } = Severity.Error;

    /// <summary>What is not counted.</summary>
    public ImmutableArray<IgnoredRule> Ignored { get; init; } = [];
}

/// <summary>A rule whose findings are not counted.</summary>
/// <param name="Rule">The rule's number, or one of its aliases.</param>
/// <param name="Reason">Why that is right here.</param>
/// <param name="File">The file it holds for, with <c>*</c> for any characters; null for all.</param>
/// <param name="Span">Where it is said.</param>
public sealed record IgnoredRule(string Rule, string Reason, string? File, SourceSpan Span);
