namespace Nuke.Common.Execution;

/// <summary>Finds targets by the names that people type: letter case and dashes do not matter.</summary>
internal static class TargetNames
{
    /// <summary>The targets that the words name, each once.</summary>
    /// <param name="typed">The words.</param>
    /// <param name="targets">The targets there are.</param>
    /// <param name="errors">Takes a sentence for each word that names none.</param>
    public static IReadOnlyList<ExecutableTarget> Resolve(
        IEnumerable<string> typed, IReadOnlyList<ExecutableTarget> targets, List<string> errors)
    {
        var found = new List<ExecutableTarget>();
        foreach (var word in typed)
        {
            if (targets.FirstOrDefault(t => AnySpelling.Comparer.Equals(t.Name, word)) is { } target) found.Add(target);
            else errors.Add($"There is no target {word}{NearestName.Suggest(word, targets.Select(t => t.Name))}");
        }

        return [.. found.Distinct()];
    }
}
