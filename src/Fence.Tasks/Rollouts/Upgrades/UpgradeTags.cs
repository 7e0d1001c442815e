using System.Globalization;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>The tags of upgrades: <c>upgrade-2026-11-24</c>, a second one of a day <c>upgrade-2026-11-24-2</c>, and what was replaced by it.</summary>
internal static partial class UpgradeTags
{
    private const string Replaced = "before-";

    /// <summary>The tag of a day's nth upgrade, counted from 1.</summary>
    public static string Of(DateOnly day, int number) => string.Create(
        CultureInfo.InvariantCulture, $"upgrade-{day:yyyy-MM-dd}{(number > 1 ? $"-{number}" : "")}");

    /// <summary>The tag under which a DEA keeps what was <c>latest</c> before an upgrade.</summary>
    public static string Before(string upgrade) => Replaced + upgrade;

    /// <summary>The newest upgrade among an image's names; null where it is none.</summary>
    /// <param name="names">The image's names with tags.</param>
    /// <param name="repository">The repository that counts.</param>
    public static string? Newest(IEnumerable<string> names, string repository) => names
        .Where(name => name.StartsWith($"{repository}:", StringComparison.Ordinal))
        .Select(name => name[(repository.Length + 1)..])
        .Select(tag => (Tag: tag, Match: Pattern().Match(tag)))
        .Where(found => found.Match.Success)
        .OrderBy(found => found.Match.Groups["day"].Value, StringComparer.Ordinal)
        .ThenBy(found => found.Match.Groups["number"] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 1)
        .LastOrDefault().Tag;

    [GeneratedRegex(@"\Aupgrade-(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-(?<number>[0-9]{1,4}))?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
