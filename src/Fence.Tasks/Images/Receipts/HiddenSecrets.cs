using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Images.Receipts;

/// <summary>Makes what looks like a secret unreadable: a receipt goes where the image goes, and is read by more people.</summary>
internal static partial class HiddenSecrets
{
    private const string Mask = "•••";

    /// <summary>The value of a variable, or a mask.</summary>
    public static string In(string name, string value) => Secrets.IsSecret(name, value) ? Mask : In(value);

    /// <summary>A text, with masks for values that are given to names of secrets, and for what has the shape of one.</summary>
    public static string In(string text)
    {
        foreach (var (start, end) in Secrets.Shapes(text).Reverse().ToList())
            text = string.Concat(text.AsSpan(0, start), Mask, text.AsSpan(end));
        return Given().Replace(text, given => Secrets.IsSecret(given.Groups["name"].Value, given.Groups["value"].Value.Trim('"', '\''))
            ? $"{given.Groups["name"].Value}={Mask}"
            : given.Value);
    }

    [GeneratedRegex("""(?<name>[A-Za-z_][A-Za-z0-9_.-]*)=(?<value>"[^"]*"|'[^']*'|[^\s"']+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Given();
}
