using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>Fence does not look into folders; what is in one is copied and never run.</summary>
internal sealed class SubFolder : IHookRule
{
    public Rule Rule { get; } = new("FH020", Severity.Warning, "a folder among the hooks");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Folder.Entries
        .Where(entry => entry.Kind == HookEntryKind.Folder && !HookName.IsHook(entry.Name))
        .Select(entry => Rule.Finding(
            $"{entry.Name} is a folder: nothing in it is run, and all of it goes into the image",
            $"Move it out of {inspection.Folder.Path}; what hooks need can be copied elsewhere by the Dockerfile.",
            new SourceSpan(entry.Path)));
}
