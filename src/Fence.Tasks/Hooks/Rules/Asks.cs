using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Nobody sits at a container's standard input: a question fails at once, or waits for ever.</summary>
internal sealed class Asks : IHookRule
{
    private static readonly string[] AptVerbs =
        ["install", "remove", "purge", "upgrade", "dist-upgrade", "full-upgrade", "autoremove", "build-dep", "reinstall"];

    private static readonly string[] Yes = ["-y", "--yes", "--assume-yes", "-qq", "-yq", "-qy", "-yqq", "-qqy", "--force-yes", "--assumeyes"];

    public Rule Rule { get; } = new("FH025", Severity.Error, "a question that nobody answers");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from hook in inspection.Hooks
        from command in hook.Variables.Commands
        let question = QuestionOf(hook, command)
        where question is not null
        select Rule.Finding(question.Value.Message, question.Value.Remedy, hook.Source.Span(command.Start, command.End));

    private static (string Message, string Remedy)? QuestionOf(InspectedHook hook, ShellCommand command)
    {
        var words = command.WithoutPrefix();
        var (name, arguments) = (words.Name(), words.Skip(1).Select(word => word.LiteralPrefix).ToList());
        switch (name)
        {
            case "apt-get" or "apt" or "aptitude" or "yum" or "dnf"
                when arguments.Exists(a => AptVerbs.Contains(a, StringComparer.Ordinal)) && !arguments.Exists(SaysYes):
                return ($"{name} asks, and nobody answers in a container", $"Write '{name} -y …'; better still, install it in the Dockerfile.");
            case "read" when words.Length == command.Words.Length && IsFromTerminal(hook, command, arguments):
                return ("read waits for somebody to type, and nobody does", "Take the value from the environment.");
            case "select" when !command.Redirections.Any(r => r.Operator.StartsWith('<')):
                return ("select waits for somebody to choose, and nobody does", "Take the value from the environment.");
            case "passwd" or "visudo" or "mysql_secure_installation" or "dpkg-reconfigure"
                when name is not "dpkg-reconfigure" || !arguments.Exists(a => a.StartsWith("-f", StringComparison.Ordinal) || a.StartsWith("--frontend", StringComparison.Ordinal)):
                return ($"{name} asks, and nobody answers in a container", "Do it in the Dockerfile, with a command that does not ask.");
            default:
                return null;
        }
    }

    private static bool SaysYes(string argument) => Yes.Contains(argument, StringComparer.Ordinal)
        || (argument is ['-', not '-', ..] && argument.Contains('y', StringComparison.Ordinal))
        || argument.StartsWith("Dpkg::Options", StringComparison.Ordinal);

    /// <summary>A read from a pipe, a file, a descriptor or with a time limit waits for nobody; one of a loop may be fed at its end.</summary>
    private static bool IsFromTerminal(InspectedHook hook, ShellCommand command, List<string> arguments) =>
        command.Before is not ("|" or "|&")
        && !command.Redirections.Any(r => r.Operator.StartsWith('<'))
        && !arguments.Exists(a => a is ['-', not '-', ..] && (a.Contains('t', StringComparison.Ordinal) || a.Contains('u', StringComparison.Ordinal)))
        && !hook.IsFed(command);
}
