using System.Text.RegularExpressions;
using Fence.Tasks.Images.Differences;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Compares versions as the package managers do.</summary>
internal static partial class PackageVersion
{
    /// <summary>Whether a version stands in a relation to another.</summary>
    /// <param name="manager">Whose versions they are: <c>dpkg</c>, <c>apk</c> or <c>rpm</c>.</param>
    /// <param name="version">The version.</param>
    /// <param name="sign">The relation.</param>
    /// <param name="other">The other version.</param>
    public static bool Holds(string manager, string version, string sign, string other)
    {
        var order = Compare(manager, version, other);
        return sign switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>Less than 0, 0, or more than 0.</summary>
    public static int Compare(string manager, string left, string right) => manager switch
    {
        "rpm" => CompareRpm(left, right),
        "apk" => DebianVersion.Compare(LikeDebian(left), LikeDebian(right)),
        _ => DebianVersion.Compare(left, right),
    };

    private static int CompareRpm(string left, string right)
    {
        var (a, b) = (DebianVersion.Split(left), DebianVersion.Split(right));
        if (a.Epoch != b.Epoch)
            return a.Epoch.CompareTo(b.Epoch);
        if (RpmPart(a.Upstream, b.Upstream) is not 0 and var upstream)
            return upstream;
        // A version that is written without a release is any release of it.
        return a.Revision.Length == 0 || b.Revision.Length == 0 ? 0 : RpmPart(a.Revision, b.Revision);
    }

    // Alpine's suffixes: those of a pre-release sort before the version itself, and a patch behind it.
    private static string LikeDebian(string version) => AlpinePatch().Replace(AlpinePreRelease().Replace(version, "~${word}"), "+p");

    // rpm's own comparison: letters and digits count, what is between them only separates; "~" is before, "^" behind everything.
    private static int RpmPart(string a, string b)
    {
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            i += Separators(a, i);
            j += Separators(b, j);
            foreach (var (mark, sign) in new[] { ('~', -1), ('^', 1) })
            {
                var (inA, inB) = (i < a.Length && a[i] == mark, j < b.Length && b[j] == mark);
                if (inA != inB)
                    return mark == '^' && (inA ? j < b.Length : i < a.Length) ? (inA ? -1 : 1) : inA ? sign : -sign;
                if (inA)
                    (i, j) = (i + 1, j + 1);
            }

            if (i >= a.Length || j >= b.Length)
                break;
            if (char.IsAsciiDigit(a[i]) != char.IsAsciiDigit(b[j]))
                return char.IsAsciiDigit(a[i]) ? 1 : -1;
            var order = char.IsAsciiDigit(a[i]) ? Digits(a, ref i, b, ref j) : Letters(a, ref i, b, ref j);
            if (order != 0)
                return order;
        }

        return (a.Length - i).CompareTo(b.Length - j) is var rest && (i < a.Length || j < b.Length) ? Math.Sign(rest) : 0;
    }

    private static int Separators(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsAsciiLetterOrDigit(text[end]) && text[end] is not ('~' or '^'))
            end++;
        return end - at;
    }

    private static int Letters(string a, ref int i, string b, ref int j)
    {
        var (fromA, fromB) = (i, j);
        while (i < a.Length && char.IsAsciiLetter(a[i]))
            i++;
        while (j < b.Length && char.IsAsciiLetter(b[j]))
            j++;
        return string.CompareOrdinal(a[fromA..i], b[fromB..j]);
    }

    private static int Digits(string a, ref int i, string b, ref int j)
    {
        var (left, right) = (Number(a, ref i), Number(b, ref j));
        return left.Length != right.Length ? left.Length - right.Length : string.CompareOrdinal(left, right);
    }

    private static string Number(string text, ref int at)
    {
        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return text[from..at].TrimStart('0');
    }

    [GeneratedRegex("_(?<word>alpha|beta|pre|rc)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AlpinePreRelease();

    [GeneratedRegex("_p(?=[0-9]|-|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlpinePatch();
}
