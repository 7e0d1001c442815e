using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Sessions, the crontab and old PHP buildpacks get only what <c>HELION_HOOK_ENV</c> lists (DOMAIN section 5).</summary>
internal sealed class ExportedNotListed : IHookRule
{
    public Rule Rule { get; } = new("FH012", Severity.Warning, "exported and not listed");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        var brand = inspection.Surroundings.Brand;
        foreach (var hook in inspection.Hooks.Where(hook => hook.EnvironmentList.IsComplete))
        {
            var listed = hook.EnvironmentList.Names.Select(name => name.Name).ToHashSet(StringComparer.Ordinal);
            listed.UnionWith([brand.HookEnvironmentVariable, brand.Other.HookEnvironmentVariable]);
            foreach (var export in hook.Variables.Exports.Where(export => listed.Add(export.Name)))
            {
                yield return Rule.Finding(
                    $"{export.Name} is exported, and {brand.HookEnvironmentVariable} does not list it",
                    $"Add {export.Name} to {brand.HookEnvironmentVariable}, or sessions and the crontab go without it.",
                    hook.Source.Span(export.Word.Start, export.Word.Start + export.Name.Length));
            }
        }
    }
}
