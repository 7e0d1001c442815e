using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>dash, the <c>sh</c> of Debian and Ubuntu, refuses these or takes them for something else.</summary>
internal sealed class BashUnderSh : IHookRule
{
    private static readonly string[] Commands =
        ["[[", "declare", "typeset", "source", "let", "shopt", "mapfile", "readarray", "pushd", "popd", "function", "select"];

    private static readonly string[] Redirections = ["<<<", "&>", "&>>", ">&|"];

    public Rule Rule { get; } = new("FH023", Severity.Error, "what only bash knows, under sh") { Aliases = ["SC3001", "SC3010", "SC3014", "SC3030", "SC3046", "SC3057"] };

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from hook in inspection.Hooks
        where hook.Shebang is { Program: "sh" or "dash" or "ash" }
        from command in hook.Variables.Commands
        let found = Found(command)
        where found.Name is not null
        select Rule.Finding(
            $"{found.Name} is bash's, and the hook is run by {hook.Shebang!.Program}",
            "Begin the file with '#!/bin/bash'.",
            hook.Source.Span(found.Start, found.End));

    private static (string? Name, int Start, int End) Found(ShellCommand command)
    {
        if (Commands.Contains(command.Name, StringComparer.Ordinal))
            return (command.Name, command.Words[0].Start, command.Words[0].End);
        if (command.Redirections.FirstOrDefault(r => Redirections.Contains(r.Operator, StringComparer.Ordinal)) is { } redirection)
            return (redirection.Operator, redirection.Target.Start, redirection.Target.End);
        var assignment = command.Assignments.FirstOrDefault(a => a.Appends || a.Name.Contains('[', StringComparison.Ordinal));
        if (assignment is not null)
            return (assignment.Appends ? "+=" : "an array", assignment.Start, assignment.Value.End);
        if (command.Name is "[" or "test" && command.Arguments.Skip(1).Take(2).FirstOrDefault(word => word.IsBare("==")) is { } equals)
            return ("== in a test", equals.Start, equals.End);
        var parts = command.Words.Concat(command.Assignments.Select(a => a.Value)).SelectMany(word => word.Parts);
        return parts.Select(part => (NameOf(part), part.Start, part.End)).FirstOrDefault(part => part.Item1 is not null);
    }

    private static string? NameOf(ShellPart part) => part switch
    {
        { Kind: ShellPartKind.Substitution, Text: ['<' or '>', ..] } => "a process substitution",
        { Kind: ShellPartKind.Substitution, Text: ['(', ..] } => "a process substitution",
        { Kind: ShellPartKind.Array } => "an array",
        { Kind: ShellPartKind.Variable, Text: ['!', _, ..] } => "${!…}",
        { Kind: ShellPartKind.Variable } => Operator(part.Text),
        _ => null,
    };

    private static string? Operator(string variable)
    {
        var rest = variable.AsSpan(variable.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_').Count());
        return rest switch
        {
            ['/', ..] => "${…/…}",
            ['^' or ',', ..] => "${…^…}",
            ['[', ..] => "an array",
            [':', var c, ..] when char.IsAsciiDigit(c) => "${…:…}",
            _ => null,
        };
    }
}
