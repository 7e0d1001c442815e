using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Describes a target, in sentences that chain. Every method returns the definition it was called on.</summary>
public interface ITargetDefinition
{
    /// <summary>Says in a line what the target does; shown by <c>--help</c>.</summary>
    ITargetDefinition Description(string description);

    /// <summary>Adds bodies, run in this order.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>Adds a body whose result is of no interest.</summary>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>Adds an asynchronous body; the target has succeeded when its task has.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>The given targets are in every plan that this one is in, and come before it.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>As <see cref="DependsOn(Target[])"/>, for targets of a component; without arguments, its only one.</summary>
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);

    /// <summary>The reverse of <see cref="DependsOn(Target[])"/>: the given targets depend on this one.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>As <see cref="DependentFor(Target[])"/>, for targets of a component.</summary>
    ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets);

    /// <summary>Where both are in the plan, this one comes before the given ones.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>As <see cref="Before(Target[])"/>, for targets of a component.</summary>
    ITargetDefinition Before<T>(params Func<T, Target>[] targets);

    /// <summary>Where both are in the plan, this one comes after the given ones.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>As <see cref="After(Target[])"/>, for targets of a component.</summary>
    ITargetDefinition After<T>(params Func<T, Target>[] targets);

    /// <summary>The given targets are in every plan that this one is in, and come after it.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>As <see cref="Triggers(Target[])"/>, for targets of a component.</summary>
    ITargetDefinition Triggers<T>(params Func<T, Target>[] targets);

    /// <summary>The reverse of <see cref="Triggers(Target[])"/>: the given targets trigger this one.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>As <see cref="TriggeredBy(Target[])"/>, for targets of a component.</summary>
    ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets);

    /// <summary>The parameters must have a value before anything runs.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class?;

    /// <summary>The parameters must have a value before anything runs.</summary>
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct;

    /// <summary>The conditions must hold before anything runs.</summary>
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);

    /// <summary>The target is skipped where the condition, looked at before anything runs, is false.</summary>
    ITargetDefinition OnlyWhenStatic(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>The target is skipped where the condition, looked at when its turn has come, is false.</summary>
    ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);

    /// <summary>Says what becomes of the dependencies when this target is skipped before the run.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>When this target fails, the plan goes on all the same, with what depends on it; the build has failed nevertheless.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>This target runs even when one before it has failed.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>Leaves the target out of <c>--help</c> and completions; it can be invoked nevertheless.</summary>
    ITargetDefinition Unlisted();

    /// <summary>Names the files the target makes, as paths or globs.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>Names the targets whose files this one reads. It orders nothing; <see cref="DependsOn(Target[])"/> does.</summary>
    ITargetDefinition Consumes(params Target[] targets);

    /// <summary>As <see cref="Consumes(Target[])"/>, for targets of a component.</summary>
    ITargetDefinition Consumes<T>(params Func<T, Target>[] targets);
}
