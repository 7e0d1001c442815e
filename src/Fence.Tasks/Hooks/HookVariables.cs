using System.Collections.Immutable;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks;

/// <summary>A variable that a hook hands to what it starts.</summary>
internal sealed record ExportedVariable(string Name, ShellWord Word);

/// <summary>What the commands of a hook do to variables.</summary>
internal sealed class HookVariables
{
    private static readonly string[] Declarations = ["export", "declare", "typeset"];

    public HookVariables(ImmutableArray<ShellCommand> commands)
    {
        Commands = commands;
        Exports = [.. commands.SelectMany(Exported), .. ExportedByAllexport(commands)];
        Assignments =
        [
            .. commands.SelectMany(command => command.Assignments),
            .. commands.Where(Declares)
                .SelectMany(command => command.Arguments)
                .Select(word => word.Assignment())
                .OfType<ShellAssignment>(),
        ];
    }

    /// <summary>The simple commands.</summary>
    public ImmutableArray<ShellCommand> Commands { get; }

    /// <summary>What is exported, with the word that says so.</summary>
    public ImmutableArray<ExportedVariable> Exports { get; }

    /// <summary>Every <c>name=value</c>, those for a single command included.</summary>
    public ImmutableArray<ShellAssignment> Assignments { get; }

    /// <summary>Whether the command is <c>export</c> or one that can do the same.</summary>
    public static bool Declares(ShellCommand command) =>
        Declarations.Contains(command.Name, StringComparer.Ordinal) || command.Name is "local" or "readonly";

    /// <summary>Whether it hands variables on: <c>export</c>, <c>declare -x</c>.</summary>
    public static bool IsExport(ShellCommand command)
    {
        var flags = string.Concat(command.Arguments.Select(word => word.LiteralPrefix).Where(word => word.StartsWith('-')));
        return command.Name is "export"
            ? !flags.Contains('n', StringComparison.Ordinal) && !flags.Contains('f', StringComparison.Ordinal)
            : command.Name is "declare" or "typeset" && flags.Contains('x', StringComparison.Ordinal);
    }

    /// <summary>Between <c>set -a</c> and <c>set +a</c> every variable that is set is exported.</summary>
    private static IEnumerable<ExportedVariable> ExportedByAllexport(ImmutableArray<ShellCommand> commands)
    {
        var isOn = false;
        foreach (var command in commands)
        {
            if (command.Name is "set")
                isOn = Allexport(command.Arguments) ?? isOn;
            foreach (var assignment in isOn && command.Words.IsEmpty ? command.Assignments : [])
                yield return new ExportedVariable(assignment.Name, new ShellWord(assignment.Start, assignment.Value.End, assignment.Value.Parts));
        }
    }

    private static bool? Allexport(ImmutableArray<ShellWord> arguments)
    {
        var words = arguments.Select(word => word.Literal ?? "").ToList();
        var named = words.IndexOf("allexport");
        var option = named > 0 ? words[named - 1] : words.Find(word => word is ['-' or '+', not '-', ..] && word.Contains('a', StringComparison.Ordinal));
        return option is null ? null : option.StartsWith('-');
    }

    private static IEnumerable<ExportedVariable> Exported(ShellCommand command)
    {
        if (!IsExport(command))
            yield break;
        foreach (var word in command.Arguments)
        {
            var name = word.Assignment()?.Name ?? word.Literal;
            if (name is not null && ShellName.IsValid(name))
                yield return new ExportedVariable(name, word);
        }
    }
}
