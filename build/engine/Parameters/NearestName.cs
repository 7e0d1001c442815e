namespace Nuke.Common.Execution;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>A sentence that names the nearest of the names there are, or lists them where none is near.</summary>
    public static string Suggest(string name, IEnumerable<string> names)
    {
        var all = names.ToList();
        return Find(name, all) is { } nearest ? $"; did you mean {nearest}?" : $"; there are {string.Join(", ", all)}";
    }

    /// <summary>The nearest name, if it is near enough that a slip explains the difference.</summary>
    public static string? Find(string name, IReadOnlyCollection<string> names)
    {
        var wanted = AnySpelling.Plain(name);
        var nearest = names.MinBy(n => Distance(wanted, AnySpelling.Plain(n)));
        if (nearest is null) return null;

        var candidate = AnySpelling.Plain(nearest);
        if (Distance(wanted, candidate) <= Math.Max(2, candidate.Length / 3)) return nearest;
        if (wanted.Length < 3) return null;
        return names.FirstOrDefault(n => AnySpelling.Plain(n).Contains(wanted, StringComparison.Ordinal));
    }

    /// <summary>How many letters to insert, delete, replace or swap with their neighbour to make one text of the other.</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
