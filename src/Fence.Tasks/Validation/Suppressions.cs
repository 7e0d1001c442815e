using System.Collections.Immutable;
using System.IO.Enumeration;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Validation;

/// <summary>Takes out of a report what somebody takes as it is, and reports those who asked for more than there is.</summary>
public static class Suppressions
{
    /// <summary>The rule that suppressions are held to.</summary>
    public static Rule Unused { get; } = new("FV001", Severity.Warning, "a suppression that matches nothing");

    /// <summary>Applies comments and <c>fence.yml</c> to a report.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="comments">The comments of the files that were judged.</param>
    /// <param name="ignored">What <c>fence.yml</c> says about the rules that judged.</param>
    /// <param name="rules">The rules that judged, which know the numbers that other tools have for them.</param>
    /// <returns>What is left, what is suppressed, and a warning for each suppression that matches nothing.</returns>
    public static DiagnosticReport Apply(
        DiagnosticReport report, IEnumerable<SuppressionComment> comments, IEnumerable<IgnoredRule> ignored, IEnumerable<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(report);
        var numbers = Numbers(rules);
        var wanted = Wanted(comments, ignored).ToList();
        var used = new HashSet<Wish>(ReferenceEqualityComparer.Instance);
        var left = new List<Diagnostic>();
        var suppressed = report.Suppressed.ToBuilder();
        foreach (var diagnostic in report.Diagnostics)
        {
            // All that match are used: none of two is to blame for the other.
            var matching = wanted.Where(wish => wish.Matches(diagnostic, numbers)).ToList();
            used.UnionWith(matching);
            if (matching is [var first, ..])
                suppressed.Add(new SuppressedDiagnostic(diagnostic, first.Source, first.Reason));
            else
                left.Add(diagnostic);
        }
        var idle = wanted.Where(wish => wish.IsExpectedToMatch && !used.Contains(wish)).Select(wish => Unused.Finding(
            $"nothing is suppressed by {wish.Code} here", "Take it out, or mend the number or the place.", wish.Span));
        return DiagnosticReport.Of(left.Concat(idle)) with { Suppressed = suppressed.ToImmutable() };
    }

    /// <summary>Whether a rule goes by a number, its own or another tool's.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="number">The number.</param>
    public static bool GoesBy(Rule rule, string number)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return string.Equals(rule.Code, number, StringComparison.Ordinal) || rule.Aliases.Contains(number, StringComparer.Ordinal);
    }

    private static Dictionary<string, ImmutableArray<string>> Numbers(IEnumerable<Rule> rules) => rules
        .GroupBy(rule => rule.Code, StringComparer.Ordinal)
        .ToDictionary(rule => rule.Key, rule => rule.First().Aliases, StringComparer.Ordinal);

    private static IEnumerable<Wish> Wanted(IEnumerable<SuppressionComment> comments, IEnumerable<IgnoredRule> ignored)
    {
        foreach (var comment in comments)
        {
            // What stands in other tools' comments may be for those tools alone.
            foreach (var code in comment.Codes)
                yield return new Wish(code, comment.Covers, SuppressionSource.Comment, comment.Reason, comment.Span, comment.IsOwn && !IsShellCheck(code));
        }
        foreach (var entry in ignored)
            yield return new Wish(
                entry.Rule, place => Covers(entry, place), SuppressionSource.Definition, entry.Reason, entry.Span, !IsShellCheck(entry.Rule));
    }

    // ShellCheck is not on every machine.
    private static bool IsShellCheck(string code) => code.StartsWith("SC", StringComparison.Ordinal);

    private static bool Covers(IgnoredRule entry, SourceSpan? place) =>
        entry.File is null || (place is not null && FileSystemName.MatchesSimpleExpression(entry.File, place.File, ignoreCase: false));

    /// <summary>One number that somebody wants to hear nothing about.</summary>
    private sealed record Wish(
        string Code, Func<SourceSpan?, bool> Covers, SuppressionSource Source, string? Reason, SourceSpan Span, bool IsExpectedToMatch)
    {
        public bool Matches(Diagnostic diagnostic, Dictionary<string, ImmutableArray<string>> numbers) =>
            (string.Equals(diagnostic.Code, Code, StringComparison.Ordinal)
                || (numbers.TryGetValue(diagnostic.Code, out var aliases) && aliases.Contains(Code, StringComparer.Ordinal)))
            && Covers(diagnostic.Span);
    }
}
