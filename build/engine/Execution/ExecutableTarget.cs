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

    internal Target Factory { get; }

    internal string? Description { get; set; }

    internal bool IsListed { get; set; } = true;

    internal bool IsDefault { get; set; }

    /// <summary>Whether it was asked for by name, or is the default.</summary>
    internal bool IsInvoked { get; set; }

    internal List<Func<Task>> Bodies { get; } = [];

    internal HashSet<ExecutableTarget> DependsOn { get; } = [];

    internal HashSet<ExecutableTarget> RunsAfter { get; } = [];

    internal HashSet<ExecutableTarget> Triggers { get; } = [];

    internal List<LambdaExpression> Requirements { get; } = [];

    internal List<TargetCondition> StaticConditions { get; } = [];

    internal List<TargetCondition> DynamicConditions { get; } = [];

    internal DependencyBehavior DependencyBehavior { get; set; }

    internal bool ProceedAfterFailure { get; set; }

    internal bool AssuredAfterFailure { get; set; }

    /// <summary>The files it makes, as paths or globs.</summary>
    internal List<string> Products { get; } = [];

    internal List<ExecutableTarget> Consumed { get; } = [];

    internal ExecutionStatus Status { get; set; }

    /// <summary>Why it was skipped; a note behind its line in the table.</summary>
    internal string? Reason { get; set; }

    /// <summary>How long its bodies took.</summary>
    internal TimeSpan Duration { get; set; }

    /// <summary>What it reported for the table at the end.</summary>
    internal IReadOnlyDictionary<string, string> SummaryInformation { get; set; } = new Dictionary<string, string>();

    /// <summary>Leaves it out of this run.</summary>
    internal void Skip(string reason) => (Status, Reason) = (ExecutionStatus.Skipped, reason);

    /// <summary>The name, as lists of targets show it.</summary>
    public override string ToString() => Name;
}

/// <summary>A condition and how it is written in the build, for the note on a skipped target.</summary>
/// <param name="Text">Its source.</param>
/// <param name="Holds">Whether it holds now.</param>
internal sealed record TargetCondition(string Text, Func<bool> Holds);
