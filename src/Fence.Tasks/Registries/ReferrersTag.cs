using System.Text.RegularExpressions;

namespace Fence.Tasks.Registries;

/// <summary>The tag under which a registry without a list of referrers keeps one ("Referrers Tag Schema").</summary>
internal static partial class ReferrersTag
{
    public static string Of(string digest) => digest.Replace(':', '-');

    public static bool IsOne(string tag) => Form().IsMatch(tag);

    [GeneratedRegex("^sha(256-[0-9a-f]{64}|512-[0-9a-f]{128})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
