using Fence.Tasks.Definition;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Lists each name in <c>HELION_HOOK_ENV</c> once. A name that is none is a person's to mend.</summary>
internal sealed class SingleNames : IHookFix
{
    public string Code => "FH014";

    public string Mend(string text, Brand brand)
    {
        var list = HookEnvironmentList.Of(new HookVariables(ShellParser.Parse(text)), brand.HookEnvironmentVariable);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var edits = new TextEdits(text);
        foreach (var part in list.Assignments.SelectMany(assignment => assignment.Value.Parts).Where(part => part.Kind == ShellPartKind.Literal))
        {
            var names = part.Text.Split(',');
            var kept = names.Where(name => name.Length == 0 || !ShellName.IsValid(name) || seen.Add(name)).ToList();
            var at = text.IndexOf(part.Text, part.Start, StringComparison.Ordinal);
            if (kept.Count < names.Length && at >= 0 && at <= part.End)
                edits.Replace(at, at + part.Text.Length, string.Join(',', kept));
        }
        return edits.Apply();
    }
}
