using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Hooks;

/// <summary>Judges a hook folder by every rule that needs nothing but the folder.</summary>
public static class HookValidator
{
    /// <summary>Finds everything that is wrong.</summary>
    /// <param name="folder">The folder, as read.</param>
    /// <param name="surroundings">What the hooks will meet in the image.</param>
    public static DiagnosticReport Validate(HookFolder folder, HookSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(surroundings);
        var inspection = new HookInspection(folder, surroundings);
        return DiagnosticReport.Of(HookRules.Pure.SelectMany(rule => rule.Check(inspection)));
    }
}
