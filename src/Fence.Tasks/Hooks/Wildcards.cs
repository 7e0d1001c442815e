namespace Fence.Tasks.Hooks;

/// <summary>
/// The wildcards of sudoers arguments: <c>*</c>, <c>?</c>, <c>[…]</c> and a backslash before what stands for itself.
/// </summary>
internal static class Wildcards
{
    /// <summary>
    /// Whether a text matches; when it is only the beginning of one, whether it can. Goes back to the last <c>*</c> only, so that
    /// the
    /// time is at most the product of the lengths.
    /// </summary>
    public static bool Match(string pattern, string text, bool isComplete)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && One(pattern, ref p, text[t]))
            {
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }
        return !isComplete || pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    /// <summary>Matches one character, and moves behind what matched it.</summary>
    private static bool One(string pattern, ref int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[' when pattern.IndexOf(']', p + 1) is > 0 and var close:
                var matches = Set(pattern.AsSpan(p + 1, close - p - 1), c);
                if (matches)
                    p = close + 1;
                return matches;
            case '\\' when p + 1 < pattern.Length:
                if (pattern[p + 1] != c)
                    return false;
                p += 2;
                return true;
            case var plain:
                if (plain == c)
                    p++;
                return plain == c;
        }
    }

    private static bool Set(ReadOnlySpan<char> set, char c)
    {
        var negated = set.StartsWith("!") || set.StartsWith("^");
        var rest = negated ? set[1..] : set;
        var found = false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (i + 2 < rest.Length && rest[i + 1] == '-')
            {
                found |= c >= rest[i] && c <= rest[i + 2];
                i += 2;
            }
            else
            {
                found |= c == rest[i];
            }
        }
        return found != negated;
    }
}
