namespace Fence.Tasks.Definition;

/// <summary>Finds what somebody probably meant to type.</summary>
internal static class NearestName
{
    /// <summary>The name that is a typing error away from <paramref name="typed"/>, or null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        var folded = Fold(typed);
        var near = names
            .Select(name => (Name: name, Distance: Distance(folded, Fold(name))))
            .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Name;
    }

    /// <summary>
    /// Case and the choice between <c>-</c> and <c>_</c> are what people get wrong most: they count for nothing.
    /// </summary>
    private static string Fold(string name) => name.ToUpperInvariant().Replace('-', '_');

    /// <summary>Levenshtein's distance, in one row; names longer than any known one are far from all of them.</summary>
    private static int Distance(string a, string b)
    {
        const int longest = 64;
        if (a.Length > longest || b.Length > longest)
            return longest;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
