using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles.Rules;

/// <summary>Whoever is between can hold back updates, and with an unsigned source put in packages.</summary>
internal sealed partial class PlainHttpSource : IDockerfileRule
{
    public Rule Rule { get; } = new("FD010", Severity.Warning, "a package source over plain HTTP");

    public IEnumerable<Diagnostic> Check(DockerfileInspection inspection) =>
        from run in inspection.Dockerfile.Instructions
        where run.Keyword is "RUN"
        from text in run.HereDocuments.Select(document => document.Text).Prepend(run.Arguments)
        from match in Source().Matches(text)
        select Rule.Finding(
            $"{match.Groups["url"].Value} is a package source over plain HTTP",
            "Use https://.",
            ReferenceEquals(text, run.Arguments)
                ? run.SpanOf(match.Groups["url"].Index, match.Groups["url"].Index + match.Groups["url"].Length)
                : run.Span);

    [GeneratedRegex(
        @"(?:^|[\s""'])(?:deb|deb-src)\s+(?:\[[^\]]*\]\s+)?(?<url>http://[^\s""'@]+)"
        + @"|add-apt-repository\s[^|;&]*?(?<url>http://[^\s""'@]+)",
        RegexOptions.NonBacktracking)]
    private static partial Regex Source();
}
