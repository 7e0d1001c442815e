using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>What else lies in the folder is copied into the image, and run by nobody.</summary>
internal sealed class NotAHook : IHookRule
{
    public Rule Rule { get; } = new("FH019", Severity.Warning, "not a hook");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Folder.Entries
        .Where(
            entry =>
                entry.Kind != HookEntryKind.Folder && !HookName.IsHook(entry.Name) && NearlyAHookName.Meant(entry.Name) is null)
        .Select(entry => Rule.Finding(
            $"{entry.Name} is not a hook, and goes into the image all the same",
            $"Move it out of {inspection.Folder.Path}; hooks are {string.Join(", ", HookName.All)}.",
            new SourceSpan(entry.Path)));
}
