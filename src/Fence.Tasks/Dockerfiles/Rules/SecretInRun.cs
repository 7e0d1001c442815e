using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>The command stands in the history of the image. Never repeats what it found.</summary>
internal sealed class SecretInRun : IDockerfileRule
{
    public Rule Rule { get; } = new("FD036", Severity.Error, "a secret in a command");

    private const string Remedy = "Fetch what needs it outside of the build, and change the secret: it is in the history.";

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection)
    {
        foreach (var instruction in inspection.AllInstructions.Where(
            instruction => instruction.Keyword is "RUN" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK"))
        {
            var seen = new List<(int Start, int End)>();
            foreach (var (name, word) in instruction.Commands.SelectMany(Values))
            {
                seen.Add((word.Start, word.End));
                yield return Rule.Finding($"{name} is given a value that looks like a secret", Remedy, instruction.SpanOf(word));
            }
            foreach (var (start, end) in Secrets.Shapes(instruction.Arguments).Where(
                shape => !seen.Exists(s => !instruction.Json.IsDefault || (shape.Start < s.End && s.Start < shape.End))))
                yield return Rule.Finding("this has the shape of a secret", Remedy, instruction.SpanOf(start, end));
            foreach (var document in instruction.HereDocuments)
            {
                foreach (var (start, end) in Secrets.Shapes(document.Text))
                    yield return Rule.Finding("this has the shape of a secret", Remedy, instruction.SpanOf(document, start, end));
            }
        }
    }

    /// <summary>
    /// The values that a command is given by name: <c>NAME=value</c>, <c>--name=value</c>, <c>--name value</c>.
    /// </summary>
    private static IEnumerable<(string Name, ShellWord Word)> Values(ShellCommand command)
    {
        foreach (var assignment in command.Assignments)
        {
            if (assignment.Value.Literal is { } value && Secrets.IsSecret(assignment.Name, value))
                yield return (assignment.Name, assignment.Value);
        }
        var words = command.Arguments;
        for (var i = 0; i < words.Length; i++)
        {
            var text = words[i].Literal ?? "";
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? text : text[..equals]).TrimStart('-');
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
                continue;
            if (equals >= 0 && Secrets.IsSecret(name, text[(equals + 1)..]))
                yield return (name, words[i]);
            else if (equals < 0 && text.StartsWith("--", StringComparison.Ordinal) && i + 1 < words.Length
                && words[i + 1].Literal is { } next && !next.StartsWith('-') && NamesSecret(name, next))
                yield return (name, words[i + 1]);
        }
    }

    /// <summary>A word behind an option is its value only where the option's name says that it takes one.</summary>
    private static bool NamesSecret(string option, string value) =>
        Secrets.IsSecret(option, value) && Secrets.NamesSecret(option);
}
