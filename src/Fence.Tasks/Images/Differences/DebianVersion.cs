using System.Globalization;

namespace Fence.Tasks.Images.Differences;

/// <summary>Compares versions as dpkg does (Debian policy, section 5.6.12): epoch, upstream version, revision.</summary>
internal static class DebianVersion
{
    /// <summary>Less than 0 where <paramref name="left"/> is the older one, 0 where they are the same, more than 0 where it is the newer one.</summary>
    public static int Compare(string left, string right)
    {
        var (a, b) = (Split(left), Split(right));
        var epoch = a.Epoch.CompareTo(b.Epoch);
        if (epoch != 0)
            return epoch;
        var upstream = ComparePart(a.Upstream, b.Upstream);
        return upstream != 0 ? upstream : ComparePart(a.Revision, b.Revision);
    }

    /// <summary>The three parts of a version, as dpkg and rpm write it; the revision is empty where there is none.</summary>
    internal static (long Epoch, string Upstream, string Revision) Split(string version)
    {
        version = version.Trim();
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var epoch = colon > 0 && long.TryParse(version.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return dash < 0 ? (epoch, rest, "") : (epoch, rest[..dash], rest[(dash + 1)..]);
    }

    // Runs of other characters and runs of digits in turn: the former letter by letter, the latter as numbers of any length.
    private static int ComparePart(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            while ((!left.IsEmpty && !char.IsAsciiDigit(left[0])) || (!right.IsEmpty && !char.IsAsciiDigit(right[0])))
            {
                var difference = Order(left).CompareTo(Order(right));
                if (difference != 0)
                    return difference;
                left = left[1..];
                right = right[1..];
            }

            var a = TakeNumber(ref left);
            var b = TakeNumber(ref right);
            var number = a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);
            if (number != 0)
                return number;
        }

        return 0;
    }

    // A tilde sorts before everything, the end too; then the end, or a digit; then letters; then all else.
    private static int Order(ReadOnlySpan<char> text) => text.IsEmpty || char.IsAsciiDigit(text[0]) ? 0
        : text[0] is '~' ? -1
        : char.IsAsciiLetter(text[0]) ? text[0]
        : text[0] + 256;

    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var number = end < 0 ? text : text[..end];
        text = text[number.Length..];
        return number.TrimStart('0');
    }
}
