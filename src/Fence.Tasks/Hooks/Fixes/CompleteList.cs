using Fence.Tasks.Definition;
using Fence.Tasks.Scripts;

namespace Fence.Tasks.Hooks.Fixes;

/// <summary>Lists in <c>HELION_HOOK_ENV</c> what the hook exports. What it lists and does not export is a person's to judge.</summary>
internal sealed class CompleteList : IHookFix
{
    private static readonly string[] Leavers = ["exit", "exec", "return"];

    public string Code => "FH012";

    public string Mend(string text, Brand brand)
    {
        var variables = new HookVariables(ShellParser.Parse(text));
        var list = HookEnvironmentList.Of(variables, brand.HookEnvironmentVariable);
        if (!list.IsComplete)
            return text;
        var listed = list.Names.Select(name => name.Name).ToHashSet(StringComparer.Ordinal);
        listed.UnionWith([brand.HookEnvironmentVariable, brand.Other.HookEnvironmentVariable]);
        var missing = string.Join(',', variables.Exports.Select(export => export.Name).Where(listed.Add));
        if (missing.Length == 0)
            return text;
        return list.Assignments.IsEmpty ? Append(text, variables, brand, missing) : Extend(text, list.Assignments[^1].Value, missing);
    }

    /// <summary>A list of its own goes behind everything, unless the hook may not come there.</summary>
    private static string Append(string text, HookVariables variables, Brand brand, string missing)
    {
        if (variables.Commands.Any(command => Leavers.Contains(command.Name, StringComparer.Ordinal)))
            return text;
        var end = text.EndsWith('\n') ? "" : "\n";
        return $"{text}{end}export {brand.HookEnvironmentVariable}={missing}\n";
    }

    private static string Extend(string text, ShellWord value, string missing)
    {
        var written = text[value.Start..value.End];
        var quote = written.Length > 1 && written[^1] is '"' or '\'' ? 1 : 0;
        var inner = written.Length > quote ? written[..^quote] : "";
        // An empty list, or one that ends in a comma such as "${LIST:+$LIST,}", needs none.
        var comma = inner.Length == 0 || inner is "\"" or "'" || inner.EndsWith(',') || inner.EndsWith(",}", StringComparison.Ordinal) ? "" : ",";
        return text.Insert(value.End - quote, comma + missing);
    }
}
