using Fence.Tasks.Definition;
using Fence.Tasks.Hooks.Rules;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Puts double quotes around what <c>export</c> would otherwise split at blanks.</summary>
internal sealed class QuotedExport : IHookFix
{
    public string Code => "FH017";

    public string Mend(string text, Brand brand)
    {
        var edits = new TextEdits(text);
        foreach (var part in new HookVariables(ShellParser.Parse(text)).Commands.Where(HookVariables.IsExport).SelectMany(command => command.Arguments).SelectMany(Loose))
        {
            edits.Insert(part.Start, "\"");
            edits.Insert(part.End, "\"");
        }
        return edits.Apply();
    }

    private static IEnumerable<ShellPart> Loose(ShellWord word) =>
        word.Assignment() is null ? [] : word.Parts.Where(part => UnquotedExport.IsLoose(part) && IsPlain(part));

    // Within double quotes, backquotes read quotes and backslashes in another way.
    private static bool IsPlain(ShellPart part) => part is { Kind: ShellPartKind.Variable } || !part.Text.StartsWith('`')
        || !part.Text.AsSpan().ContainsAny('"', '\\');
}
