using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;
using Fence.Tasks.Hooks.Rules;

namespace Fence.Tasks.Containers;

/// <summary>The life of an application as steps, in the order in which fence takes them (DOMAIN section 5).</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Refusals">What of the manifest cannot be a user hook, and keeps the life from beginning.</param>
public sealed record LifePlan(ImmutableArray<LifeStep> Steps, ImmutableArray<Diagnostic> Refusals)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="brand">The brand, which says where the admin hooks are.</param>
    /// <param name="application">The application.</param>
    /// <param name="declared">The admin hooks that the image has to have: names, and the files they are made of.</param>
    public static LifePlan Of(Brand brand, Application application, ImmutableSortedDictionary<string, string> declared)
    {
        var steps = ImmutableArray.CreateBuilder<LifeStep>();
        foreach (var hook in HookName.All)
        {
            var stage = hook == HookName.PreRunning ? LifeStage.Running : LifeStage.Staging;
            foreach (var (index, command) in application.Hooks.Commands.Where(command => command.Hook == hook).Index())
                steps.Add(User(stage, command, index + 1));
            steps.Add(new LifeStep(stage, LifeStepKind.AdminHook, hook, $"{hook}, admin hook", $"{brand.HookFolder}/{hook}")
            {
                IsDeclared = declared.ContainsKey(hook),
                Span = declared.TryGetValue(hook, out var file) ? new SourceSpan(file) : null,
            });
        }

        if (application.Web is { } web)
            steps.Add(new LifeStep(LifeStage.Running, LifeStepKind.Start, "start", "start", web));
        return new LifePlan(steps.ToImmutable(), Judge(brand, application));
    }

    private static LifeStep User(LifeStage stage, UserHookCommand command, int number)
    {
        var mayFail = !command.IsPlain && command.Text.StartsWith('-');
        var name = string.Create(CultureInfo.InvariantCulture, $"{command.Hook}, user hook {number}");
        return new LifeStep(stage, LifeStepKind.UserHook, command.Hook, name, mayFail ? command.Text[1..].TrimStart() : command.Text)
        {
            MayFail = mayFail,
            Span = command.Span,
        };
    }

    private static ImmutableArray<Diagnostic> Judge(Brand brand, Application application)
    {
        var inspection = new HookInspection(
            new HookFolder("", Exists: true, []), new HookSurroundings(brand) { Manifest = application.Hooks });
        return [.. new IHookRule[] { new ManifestMetacharacter(), new ManifestPrefix() }.SelectMany(rule => rule.Check(inspection))];
    }
}

/// <summary>A step of an application's life.</summary>
/// <param name="Stage">The container it is taken in.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Hook">The hook it belongs to: <c>pre-running</c>; <c>start</c> for the application itself.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Text">The command, or the hook's path in the image.</param>
public sealed record LifeStep(LifeStage Stage, LifeStepKind Kind, string Hook, string Name, string Text)
{
    /// <summary>Whether the application lives on when the step fails.</summary>
    public bool MayFail { get; init; }

    /// <summary>Whether the image has to have it; else it is left out where it is not there.</summary>
    public bool IsDeclared { get; init; } = true;

    /// <summary>Where it is said; null where that is not known.</summary>
    public SourceSpan? Span { get; init; }
}

/// <summary>The container that a step is taken in. What staging leaves in the application's folder goes on to the other, and nothing else.</summary>
public enum LifeStage
{
    /// <summary>The container that the application is staged in.</summary>
    Staging,

    /// <summary>A container that it runs in.</summary>
    Running,
}

/// <summary>What a step is.</summary>
public enum LifeStepKind
{
    /// <summary>A command of the application's manifest.</summary>
    UserHook,

    /// <summary>A hook of the image.</summary>
    AdminHook,

    /// <summary>The application itself.</summary>
    Start,
}
