using System.Collections.Immutable;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks;

/// <summary>A name in <c>HELION_HOOK_ENV</c>, and where the word it is in stands.</summary>
internal sealed record ListedName(string Name, int Start, int End);

/// <summary>What a hook puts into <c>HELION_HOOK_ENV</c>, all its assignments together.</summary>
internal sealed class HookEnvironmentList
{
    private HookEnvironmentList(ImmutableArray<ShellAssignment> assignments, ImmutableArray<ListedName> names, bool isComplete)
    {
        Assignments = assignments;
        Names = names;
        IsComplete = isComplete;
    }

    /// <summary>The assignments.</summary>
    public ImmutableArray<ShellAssignment> Assignments { get; }

    /// <summary>The names that are written out, in order, doubles included.</summary>
    public ImmutableArray<ListedName> Names { get; }

    /// <summary>Whether these are all: false where a part of the list is known at run time only.</summary>
    public bool IsComplete { get; }

    /// <summary>Reads the list of a hook.</summary>
    public static HookEnvironmentList Of(HookVariables variables, string variable)
    {
        var assignments = variables.Assignments.Where(
            a => string.Equals(a.Name, variable, StringComparison.Ordinal)).ToImmutableArray();
        var isComplete = true;
        var names = ImmutableArray.CreateBuilder<ListedName>();
        foreach (var value in assignments.Select(assignment => assignment.Value))
        {
            // What the list was before stays in front, and is not this hook's.
            var others = value.Parts.Where(part => part.Kind != ShellPartKind.Literal && !Continues(part, variable)).ToList();
            isComplete &= others.Count == 0;
            foreach (var part in value.Parts.Where(part => part.Kind == ShellPartKind.Literal))
                names.AddRange(
                    part.Text.Split(',').Where(name => name.Length > 0).Select(
                        name => new ListedName(name, value.Start, value.End)));
        }
        return new HookEnvironmentList(assignments, names.ToImmutable(), isComplete);
    }

    private static bool Continues(ShellPart part, string variable) =>
        part.Kind == ShellPartKind.Variable && part.Text.StartsWith(variable, StringComparison.Ordinal);
}
