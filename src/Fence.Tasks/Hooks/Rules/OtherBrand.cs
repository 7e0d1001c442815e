using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

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
            foreach (var word in words)
            {
                if (Folders(other).FirstOrDefault(folder => word.LiteralPrefix.Contains(folder, StringComparison.Ordinal)) is { } folder)
                    yield return Rule.Finding(
                        $"{folder} is {other}'s, and the cluster is {brand}'s",
                        $"Write {folder.Replace(other.Name, brand.Name, StringComparison.Ordinal)}.",
                        hook.Source.Span(word.Start, word.End));
                foreach (var part in word.Parts.Where(part => part.Kind == ShellPartKind.Variable && part.Text.StartsWith(Prefix(other), StringComparison.Ordinal)))
                    yield return Rule.Finding(
                        $"{NameOf(part)} is {other}'s, and the cluster is {brand}'s",
                        $"Write {NameOf(part).Replace(Prefix(other), Prefix(brand), StringComparison.Ordinal)}.",
                        hook.Source.Span(part.Start, part.End));
            }
        }
    }

    private static string[] Folders(Brand brand) => [brand.HookFolder, $"/etc/{brand.Name}/", $"/home/{brand.User}/"];

    private static string Prefix(Brand brand) => $"{brand.Name.ToUpperInvariant()}_";

    private static string NameOf(ShellPart part) => string.Concat(part.Text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
}
