using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks.Rules;

/// <summary>The folder that <c>fence.yml</c> names is not there.</summary>
internal sealed class FolderMissing : IHookRule
{
    public Rule Rule { get; } = new("FH001", Severity.Error, "the hook folder is missing");

    public IEnumerable<Diagnostic> Check(HookInspection inspection) => inspection.Folder.Exists
        ? []
        : [Rule.Finding(
            $"there is no hook folder {inspection.Folder.Path}",
            "Make it, or name another one in fence.yml under image.hooks.",
            new SourceSpan(inspection.Folder.Path))];
}
