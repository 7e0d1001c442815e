namespace Nuke.Common.Execution;

/// <summary>Finds targets by the names that people type: letter case and dashes do not matter.</summary>
internal static class TargetNames
{
    public static IReadOnlyList<string> Resolve(IEnumerable<string> typed, IReadOnlyCollection<string> names, List<string> errors)
    {
        var found = new List<string>();
        foreach (var word in typed)
        {
            var wanted = ParameterDeclaration.Normalize(word);
            if (names.FirstOrDefault(n => ParameterDeclaration.Normalize(n) == wanted) is { } name) found.Add(name);
            else errors.Add($"There is no target {word}{NearestName.Suggest(word, names)}");
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }
}
