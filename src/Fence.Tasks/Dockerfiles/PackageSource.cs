using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Dockerfiles;

/// <summary>A source of packages that a Dockerfile adds to the image.</summary>
/// <param name="Address">Where it is; a password in it is left out.</param>
/// <param name="Options">What stands in brackets before the address, or the fields of its paragraph.</param>
/// <param name="Span">Where it is said.</param>
internal sealed partial record PackageSource(string Address, string Options, SourceSpan Span)
{
    /// <summary>Those that a <c>RUN</c> or a here-document writes, and those in files copied into apt's folders.</summary>
    public static IEnumerable<PackageSource> Of(DockerfileInspection inspection)
    {
        foreach (var instruction in inspection.AllInstructions)
        {
            if (instruction.Keyword is "RUN")
            {
                foreach (var match in Lines().Matches(instruction.Arguments).Cast<Match>())
                    yield return Of(match, instruction.SpanOf(match.Groups["url"].Index, match.Groups["url"].Index + match.Groups["url"].Length));
            }
            foreach (var document in instruction.HereDocuments)
            {
                foreach (var match in Lines().Matches(document.Text).Cast<Match>())
                    yield return Of(match, instruction.SpanOf(document, match.Groups["url"].Index, match.Groups["url"].Index + match.Groups["url"].Length));
            }
            foreach (var copied in Copied(instruction, inspection.Context))
                yield return copied;
        }
    }

    private static IEnumerable<PackageSource> Copied(Instruction instruction, IContextFiles? context)
    {
        if (context is null || CopyInstruction.Of(instruction) is not { } copy || !copy.Target.StartsWith("/etc/apt", StringComparison.Ordinal))
            yield break;
        foreach (var path in copy.Sources.SelectMany(context.Find).Where(IsOfApt))
        {
            var text = new SourceText(path, context.ReadText(path));
            foreach (var match in CommentedLines().Replace(text.Text, Blanked) is var visible ? Lines().Matches(visible).Cast<Match>() : [])
                yield return Of(match, text.Span(match.Groups["url"].Index, match.Groups["url"].Index + match.Groups["url"].Length));
            foreach (var match in Fields().Matches(text.Text).Cast<Match>())
                yield return Of(match, text.Span(match.Groups["url"].Index, match.Groups["url"].Index + match.Groups["url"].Length)) with
                {
                    Options = text.Text,
                };
        }
    }

    private static bool IsOfApt(string path) =>
        path.EndsWith(".list", StringComparison.Ordinal) || path.EndsWith(".sources", StringComparison.Ordinal);

    private static string Blanked(Match comment) => new(' ', comment.Length);

    private static PackageSource Of(Match match, SourceSpan span) =>
        new(Password().Replace(match.Groups["url"].Value, "$1"), match.Groups["options"].Value, span);

    [GeneratedRegex(
        @"(?:^|[\s""'])(?:deb|deb-src)\s+(?:\[(?<options>[^\]]*)\]\s+)?(?<url>https?://[^\s""']+)"
        + @"|add-apt-repository\s[^|;&]*?(?<url>https?://[^\s""']+)",
        RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex(@"^URIs:\s*(?<url>https?://\S+)", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Fields();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex CommentedLines();

    [GeneratedRegex(@"^(https?://)[^/@]*@", RegexOptions.NonBacktracking)]
    private static partial Regex Password();
}
