using Fence.Tasks.Definition;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Puts double quotes around what <c>export</c> would otherwise split at blanks.</summary>
internal sealed class QuotedExport : IHookFix
{
    public string Code => "FH017";

    public string Mend(string text, Brand brand)
    {
        var edits = new TextEdits(text);
        foreach (var part in new HookVariables(ShellParser.Parse(text)).Commands.Where(HookVariables.IsExport).SelectMany(command => command.Arguments).SelectMany(word => Loose(text, word)))
        {
            edits.Insert(part.Start, "\"");
            edits.Insert(part.End, "\"");
        }
        return edits.Apply();
    }

    private static IEnumerable<ShellPart> Loose(string text, ShellWord word)
    {
        // Each word of an array is a value of its own: there, quotes would make one of them.
        if (word.Assignment() is not { } assignment || (assignment.Value.Start < text.Length && text[assignment.Value.Start] == '('))
            return [];
        return word.Parts.Where(part => !part.Quoted && part.Kind is ShellPartKind.Variable or ShellPartKind.Substitution && IsPlain(part));
    }

    // Within double quotes, backquotes read quotes and backslashes in another way.
    private static bool IsPlain(ShellPart part) => part is { Kind: ShellPartKind.Variable } || !part.Text.StartsWith('`')
        || !part.Text.AsSpan().ContainsAny('"', '\\');
}
