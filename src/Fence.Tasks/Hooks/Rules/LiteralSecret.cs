using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>
/// What a hook says stays in a layer of the image for ever, for everybody who can pull it. Never repeats what it found.
/// </summary>
internal sealed class LiteralSecret : IHookRule
{
    public Rule Rule { get; } = new("FH011", Severity.Error, "a secret in the hook") { FindsSecrets = true };

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        var remedy =
            $"Take it from the environment of the application ('{inspection.Surroundings.Brand} env-add'), and change the secret: "
            + "it is in the history.";
        foreach (var hook in inspection.Hooks)
        {
            var seen = new List<(int Start, int End)>();
            foreach (var (name, start, end) in Values(hook.Variables))
            {
                seen.Add((start, end));
                yield return Rule.Finding(
                    $"{name} is given a value that looks like a secret",
                    remedy,
                    hook.Source.Span(start, end));
            }
            foreach (var (start, end) in Secrets.Shapes(hook.Source.Text).Where(
                shape => !seen.Exists(s => shape.Start < s.End && s.Start < shape.End)))
            {
                yield return Rule.Finding(
                    "this has the shape of a secret",
                    remedy,
                    hook.Source.Span(start, end));
            }
        }
    }

    private static IEnumerable<(string Name, int Start, int End)> Values(HookVariables variables)
    {
        foreach (var assignment in variables.Assignments)
        {
            if (assignment.Value.Literal is { } value)
            {
                if (Secrets.IsSecret(assignment.Name, value))
                    yield return (assignment.Name, assignment.Value.Start, assignment.Value.End);
                continue;
            }
            foreach (var part in assignment.Value.Parts.Where(
                part => Defaults(part) is { } text && Secrets.IsSecret(assignment.Name, text)))
                yield return (assignment.Name, part.Start, part.End);
        }
        foreach (var word in variables.Commands.Where(
            command => !HookVariables.Declares(command)).SelectMany(command => command.Arguments))
        {
            var text = word.Literal ?? "";
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : text[..equals].TrimStart('-');
            if (name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
                && Secrets.IsSecret(name, text[(equals + 1)..]))
                yield return (name, word.Start, word.End);
        }
    }

    /// <summary>The text in <c>${NAME:-text}</c>; null when there is none, or when it is not known before run time.</summary>
    private static string? Defaults(ShellPart part)
    {
        if (part.Kind != ShellPartKind.Variable || part.Text.AsSpan().ContainsAny('$', '`'))
            return null;
        var name = part.Text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_').Count();
        var rest = part.Text[name..].TrimStart(':');
        return rest.Length > 1 && rest[0] is '-' or '=' or '+' ? rest[1..].Trim('"', '\'') : null;
    }
}
