using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Fence looks for exact names, and runs nothing else without a word.</summary>
internal sealed class NearlyAHookName : IHookRule
{
    public Rule Rule { get; } = new("FH003", Severity.Error, "a name that is nearly a hook's");

    public IEnumerable<Diagnostic> Check(HookInspection inspection)
    {
        foreach (var entry in inspection.Folder.Entries)
        {
            if (entry.Kind == HookEntryKind.Folder && HookName.IsHook(entry.Name))
                yield return Rule.Finding(
                    $"{entry.Name} is a folder", "A hook is a file: give the folder another name.", new SourceSpan(entry.Path));
            else if (entry.Kind != HookEntryKind.Folder && Meant(entry.Name) is { } meant)
                yield return Rule.Finding(
                    $"{entry.Name} is never run: fence looks for {meant}",
                    $"Rename it to {meant}, without an extension.",
                    new SourceSpan(entry.Path));
        }
    }

    /// <summary>The hook that somebody meant by a name that is none; null when it is one, or when none is near.</summary>
    internal static string? Meant(string name)
    {
        if (HookName.IsHook(name))
            return null;
        var stem = Path.GetExtension(name).ToUpperInvariant() is ".SH" or ".BASH" or ".TXT" or ".KSH"
            ? Path.GetFileNameWithoutExtension(name)
            : name;
        return NearestName.Of(stem, HookName.All);
    }
}
