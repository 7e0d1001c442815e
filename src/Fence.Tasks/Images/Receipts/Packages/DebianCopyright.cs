using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Images.Receipts.Packages;

/// <summary>
/// Finds the licences in a package's <c>copyright</c> file: the machine-readable form (DEP 5) names them; in a free text, what it refers to
/// in <c>/usr/share/common-licenses</c> is all that can be taken for sure.
/// </summary>
internal static partial class DebianCopyright
{
    /// <summary>The licences, sorted, each once; empty where the text names none.</summary>
    public static ImmutableArray<string> Licences(string text)
    {
        var named = Format().IsMatch(text)
            ? DpkgStatus.Stanzas(text).Select(stanza => stanza.GetValueOrDefault("License", ""))
            : CommonLicence().Matches(text).Select(match => match.Groups["name"].Value.TrimEnd('.'));
        return [.. named.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\A\s*Format(?:-Specification)?:", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Format();

    [GeneratedRegex(@"/usr/share/common-licenses/(?<name>[A-Za-z0-9.+-]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CommonLicence();
}
