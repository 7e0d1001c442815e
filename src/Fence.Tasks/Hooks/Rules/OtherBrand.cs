using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A hook that was written for the other brand is silently without effect.</summary>
internal sealed class OtherBrand : IHookRule
{
    public Rule Rule { get; } = new("FH016", Severity.Error, "the other brand's variable or folder");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        var (brand, other) = (inspection.Surroundings.Brand, inspection.Surroundings.Brand.Other);
        foreach (var hook in inspection.Hooks)
        {
            var words = hook.Variables.Commands.SelectMany(
                command => command.Words.Concat(command.Assignments.Select(a => a.Value)));
            var names = hook.Variables.Assignments
                .Where(assignment => string.Equals(assignment.Name, other.HookEnvironmentVariable, StringComparison.Ordinal))
                .Select(assignment => hook.Source.Span(assignment.Start, assignment.Value.End));
            foreach (var span in names)
                yield return Rule.Finding(
                    $"{other.HookEnvironmentVariable} is {other}'s, and the cluster is {brand}'s",
                    $"Write {brand.HookEnvironmentVariable}.",
                    span);
            foreach (var word in words.Where(word => word.LiteralPrefix.Contains(other.HookFolder, StringComparison.Ordinal)))
                yield return Rule.Finding(
                    $"{other.HookFolder} is {other}'s, and the cluster is {brand}'s",
                    $"Write {brand.HookFolder}.",
                    hook.Source.Span(word.Start, word.End));
        }
    }
}
