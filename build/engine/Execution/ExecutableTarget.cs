using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>A target of a build: what it was defined as, and how it fared in this run.</summary>
public sealed class ExecutableTarget
{
    internal ExecutableTarget(string name, Target factory)
    {
        Name = name;
        Factory = factory;
    }

    /// <summary>The name of the property that declares it.</summary>
    public string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public string? Description { get; internal set; }

    /// <summary>Whether <c>--help</c> lists it.</summary>
    public bool Listed { get; internal set; } = true;

    /// <summary>Whether it was asked for by name, or is the default.</summary>
    public bool Invoked { get; internal set; }

    /// <summary>Where it stands.</summary>
    public ExecutionStatus Status { get; internal set; }

    /// <summary>How long its bodies took.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>What it reported for the table at the end.</summary>
    public IReadOnlyDictionary<string, string> SummaryInformation { get; internal set; } = new Dictionary<string, string>();

    /// <summary>The files it makes, as paths or globs.</summary>
    public IReadOnlyCollection<string> ArtifactProducts => Products;

    internal Target Factory { get; }

    internal bool IsDefault { get; set; }

    internal DependencyBehavior DependencyBehavior { get; set; }

    internal bool ProceedAfterFailure { get; set; }

    internal bool AssuredAfterFailure { get; set; }

    /// <summary>Why it was skipped or not run; the note behind its line in the table.</summary>
    internal string? Reason { get; set; }

    internal List<Func<Task>> Bodies { get; } = [];

    internal List<LambdaExpression> Requirements { get; } = [];

    internal List<TargetCondition> StaticConditions { get; } = [];

    internal List<TargetCondition> DynamicConditions { get; } = [];

    internal List<string> Products { get; } = [];

    internal List<ExecutableTarget> Consumed { get; } = [];

    internal HashSet<ExecutableTarget> DependsOn { get; } = [];

    internal HashSet<ExecutableTarget> RunsAfter { get; } = [];

    internal HashSet<ExecutableTarget> Triggers { get; } = [];

    /// <summary>What the plan depends on.</summary>
    internal TargetNode Node => new(Name, Names(DependsOn), Names(RunsAfter), Names(Triggers));

    /// <summary>The name, as the table shows it.</summary>
    public override string ToString() => Name;

    private static ImmutableArray<string> Names(IEnumerable<ExecutableTarget> targets) => [.. targets.Select(t => t.Name)];
}

/// <summary>A condition and how it is written in the build, for the note on a skipped target.</summary>
/// <param name="Text">Its source.</param>
/// <param name="Holds">Whether it holds now.</param>
internal sealed record TargetCondition(string Text, Func<bool> Holds);
