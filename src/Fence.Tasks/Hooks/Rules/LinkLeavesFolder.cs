using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>A link is copied as a link: in the image, what it points to is something else or nothing.</summary>
internal sealed class LinkLeavesFolder : IHookRule
{
    public Rule Rule { get; } = new("FH021", Severity.Error, "a link out of the hook folder");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Folder.Entries
        .Where(entry => entry.LeavesFolder)
        .Select(entry => Rule.Finding(
            $"{entry.Name} is a link that leads out of {inspection.Folder.Path}, or to nothing",
            "Put the file itself there; the image gets the link and not what it leads to.",
            new SourceSpan(entry.Path)));
}
