using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>Writes what a target's definition says into its <see cref="ExecutableTarget"/>.</summary>
internal sealed class TargetDefinition(ExecutableTarget target, object build, Func<Target, ExecutableTarget?> find)
    : ITargetDefinition
{
    public ITargetDefinition Description(string description) => With(() => target.Description = description);

    public ITargetDefinition Executes(params Action[] actions) => With(() =>
    {
        foreach (var action in actions)
        {
            target.Bodies.Add(() =>
            {
                action();
                return Task.CompletedTask;
            });
        }
    });

    // A lambda that ends in a task binds to the overload for tasks, but a method group may come here.
    public ITargetDefinition Executes<T>(Func<T> action) =>
        With(() => target.Bodies.Add(() => action() as Task ?? Task.CompletedTask));

    public ITargetDefinition Executes(Func<Task> action) => With(() => target.Bodies.Add(action));

    public ITargetDefinition DependsOn(params Target[] targets) => Each(targets, other => target.DependsOn.Add(other));

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => DependsOn(Of(targets));

    public ITargetDefinition DependentFor(params Target[] targets) => Each(targets, other => other.DependsOn.Add(target));

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => DependentFor(Of(targets));

    public ITargetDefinition Before(params Target[] targets) => Each(targets, other => other.RunsAfter.Add(target));

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Before(Of(targets));

    public ITargetDefinition After(params Target[] targets) => Each(targets, other => target.RunsAfter.Add(other));

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => After(Of(targets));

    public ITargetDefinition Triggers(params Target[] targets) => Each(targets, other => target.Triggers.Add(other));

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Triggers(Of(targets));

    public ITargetDefinition TriggeredBy(params Target[] targets) => Each(targets, other => other.Triggers.Add(target));

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => TriggeredBy(Of(targets));

    public ITargetDefinition Requires<T>(
        Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class? => With(() => target.Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct => With(() => target.Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        With(() => target.Requirements.AddRange([requirement, .. requirements]));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => target.StaticConditions.Add(Condition(condition, conditionExpression)));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => target.DynamicConditions.Add(Condition(condition, conditionExpression)));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) =>
        With(() => target.DependencyBehavior = dependencyBehavior);

    public ITargetDefinition ProceedAfterFailure() => With(() => target.ProceedAfterFailure = true);

    public ITargetDefinition AssuredAfterFailure() => With(() => target.AssuredAfterFailure = true);

    public ITargetDefinition Unlisted() => With(() => target.IsListed = false);

    public ITargetDefinition Produces(params string[] artifacts) => With(() => target.Products.AddRange(artifacts));

    public ITargetDefinition Consumes(params Target[] targets) => Each(targets, target.Consumed.Add);

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => Consumes(Of(targets));

    private static TargetCondition Condition(Func<bool> condition, string? source)
    {
        var text = source ?? "a condition";
        return new(text.StartsWith("() => ", StringComparison.Ordinal) ? text["() => ".Length..] : text, condition);
    }

    private TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    private TargetDefinition Each(Target[] targets, Action<ExecutableTarget> change)
    {
        foreach (var other in targets)
        {
            // A component's target that the build replaces is unknown here; what replaces it is known under its own name.
            if (find(other) is { } known) change(known);
        }

        return this;
    }

    // Without a name, a component's only target is meant.
    private Target[] Of<T>(Func<T, Target>[] targets)
    {
        if (build is not T component)
            throw new InvalidOperationException($"Target {target.Name} refers to {typeof(T).Name}, which the build does not have");
        if (targets.Length > 0) return [.. targets.Select(t => t(component))];

        var only = typeof(T).GetProperties().Where(p => p.PropertyType == typeof(Target)).ToList();
        return only is [var property]
            ? [(Target)property.GetValue(build)!]
            : throw new InvalidOperationException($"{typeof(T).Name} has {only.Count} targets; say which one {target.Name} means");
    }
}
