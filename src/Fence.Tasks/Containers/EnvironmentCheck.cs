using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>Finds what a hook has done to the environment that nobody behind it can live with.</summary>
internal static partial class EnvironmentCheck
{
    /// <summary>Judges a step.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="step">The step.</param>
    /// <param name="before">What the step found.</param>
    /// <param name="result">What it left.</param>
    public static IEnumerable<Diagnostic> Of(Brand brand, LifeStep step, ImmutableSortedDictionary<string, string> before, HookResult result) =>
        result.State != HookState.Ended ? [] : [.. Path(step, result), .. OfFence(brand, step, before, result), .. List(brand, step, before, result)];

    private static IEnumerable<Diagnostic> Path(LifeStep step, HookResult result)
    {
        var path = result.Exported.GetValueOrDefault("PATH");
        var folders = path?.Split(':') ?? [];
        if (!folders.Any(folder => folder.TrimEnd('/') is "/bin" or "/usr/bin"))
            yield return Broken(
                step,
                path is null ? "leaves PATH unset" : $"leaves PATH without /bin and /usr/bin: {path}",
                "Put a folder in front of it: export PATH=\"/opt/tool/bin:$PATH\"");
    }

    private static IEnumerable<Diagnostic> OfFence(
        Brand brand, LifeStep step, ImmutableSortedDictionary<string, string> before, HookResult result) =>
        from variable in before
        where ApplicationEnvironment.IsFences(variable.Key, brand)
        let after = result.Exported.GetValueOrDefault(variable.Key)
        where after != variable.Value
        select Broken(
            step,
            after is null ? $"leaves {variable.Key} unset" : $"changes {variable.Key} from {variable.Value} to {after}",
            "Leave it as it is: the application and the cluster rely on it");

    private static IEnumerable<Diagnostic> List(
        Brand brand, LifeStep step, ImmutableSortedDictionary<string, string> before, HookResult result)
    {
        // A list that was there before is not this step's.
        var former = ListedEnvironment.Names(brand, before);
        foreach (var name in ListedEnvironment.Names(brand, result.Exported).Where(name => !former.Contains(name, StringComparer.Ordinal)))
        {
            if (!NamePattern().IsMatch(name))
                yield return Listed(step, $"puts '{name}' into {brand.HookEnvironmentVariable}, which is no variable's name", "Write names only, with a comma between them");
            else if (!result.Exported.ContainsKey(name) && !result.Valueless.Contains(name, StringComparer.Ordinal))
                yield return Listed(step, $"names {name} in {brand.HookEnvironmentVariable}, and nothing exports it", $"Export it, or take it out of the list: export {name}");
        }
    }

    private static Diagnostic Broken(LifeStep step, string what, string remedy) =>
        Diagnostic.Error("FV017", $"{step.Name} {what}", remedy, step.Span);

    private static Diagnostic Listed(LifeStep step, string what, string remedy) =>
        Diagnostic.Error("FV018", $"{step.Name} {what}", remedy, step.Span);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
