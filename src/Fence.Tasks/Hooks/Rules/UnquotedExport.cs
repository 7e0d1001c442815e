using Fence.Tasks.Diagnostics;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>What <c>sh</c> splits at blanks, an <c>export</c> cuts off at the first one.</summary>
internal sealed class UnquotedExport : IHookRule
{
    public Rule Rule { get; } = new("FH017", Severity.Warning, "an unquoted expansion in export") { Aliases = ["SC2155", "SC2046"] };

    public IEnumerable<Diagnostic> Check(HookInspection inspection) =>
        from hook in inspection.Hooks
        from command in hook.Variables.Commands
        where HookVariables.IsExport(command)
        from word in command.Arguments
        where word.Assignment() is not null
        from part in word.Parts
        where IsLoose(part)
        select Rule.Finding(
            $"{Named(part)} is not quoted in {command.Name} {word.Assignment()!.Name}",
            "Put double quotes around the value.",
            hook.Source.Span(part.Start, part.End));

    /// <summary>Whether a part may be split; a number, such as <c>$?</c>, has nothing to split.</summary>
    public static bool IsLoose(ShellPart part) =>
        !part.Quoted && (part.Kind is ShellPartKind.Substitution || (part.Kind is ShellPartKind.Variable && part.Text is not ("?" or "$" or "#" or "!")));

    private static string Named(ShellPart part) =>
        part.Kind == ShellPartKind.Substitution ? "a command substitution" : "a variable";
}
