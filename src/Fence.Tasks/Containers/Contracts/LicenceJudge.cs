using System.Text.RegularExpressions;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>Looks for licences that no package is to have, in the files that Debian keeps them in.</summary>
internal static class LicenceJudge
{
    /// <summary>Judges them all.</summary>
    /// <param name="wanted">The words.</param>
    /// <param name="copyrights">The licence texts by package.</param>
    public static TestCase Judge(ListContract wanted, IReadOnlyDictionary<string, string> copyrights)
    {
        var wrong =
            from package in copyrights.OrderBy(package => package.Key, StringComparer.Ordinal)
            let found = wanted.Texts.Where(word => IsIn(package.Value, word)).ToList()
            where found.Count > 0
            select $"{package.Key} has the licence {string.Join(", ", found)}, which is forbidden";
        return ContractCase.Of(
            "image",
            "forbidden_licences",
            "FV035",
            wanted.Span,
            copyrights.Count == 0 ? ["the licences cannot be told: the image keeps none in /usr/share/doc"] : wrong);
    }

    // A word of its own: the GPL is no AGPL.
    private static bool IsIn(string text, string word) =>
        new Regex($@"(^|[^A-Za-z]){Regex.Escape(word)}([^A-Za-z]|$)", RegexOptions.Multiline | RegexOptions.NonBacktracking).IsMatch(text);
}
