using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>The pages in docs/rules: what they call bad is found by their rule, and in what they call good nothing is found by any.</summary>
public sealed class RulePageTests
{
    private static ImmutableArray<Rule> Rules { get; } = [.. HookRules.All, .. DockerfileRules.All];

    public static TheoryData<string> Codes => [.. Rules.Select(rule => rule.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_page_begins_with_what_the_rule_is(string code)
    {
        var rule = Rules.Single(rule => string.Equals(rule.Code, code, StringComparison.Ordinal));
        var aliases = rule.Aliases.IsEmpty ? "" : $" The same rule elsewhere: {string.Join(", ", rule.Aliases)}.";

        Assert.StartsWith(
            $"# {code}: {rule.Title}\n\nSeverity: {rule.Severity.ToString().ToLowerInvariant()}.{aliases}\n\n",
            RepositoryFiles.Read(rule.Page),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task What_a_page_calls_bad_is_found_by_its_rule(string code) =>
        Assert.Contains(code, (await FindingsIn(code, "Bad")).Select(found => found.Code), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task In_what_a_page_calls_good_nothing_is_found(string code) =>
        Assert.Equal("", Findings.Text(await FindingsIn(code, "Good")));

    [Fact]
    public void The_list_of_pages_is_the_list_of_rules() => Assert.Equal(
        string.Join('\n', Rules.Select(rule => $"| [{rule.Code}]({rule.Code}.md) | {rule.Severity.ToString().ToUpperInvariant()} | {rule.Title} | {string.Join(", ", rule.Aliases)} |")),
        string.Join('\n', RepositoryFiles.Read("docs/rules/README.md").Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal))),
        ignoreCase: true);

    [Fact]
    public void There_is_no_page_without_a_rule() =>
        Assert.Equal(
            string.Join(' ', Rules.Select(rule => $"{rule.Code}.md").Append("README.md").Order(StringComparer.Ordinal)),
            string.Join(' ', Directory.EnumerateFiles(RepositoryFiles.PathOf("docs/rules")).Select(Path.GetFileName).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_code_is_used_once() => Assert.Equal(Rules.Length, Rules.Select(rule => rule.Code).Distinct(StringComparer.Ordinal).Count());

    private static async Task<ImmutableArray<Diagnostic>> FindingsIn(string code, string heading)
    {
        var blocks = Blocks(RepositoryFiles.Read($"docs/rules/{code}.md"), heading);
        var files = blocks.Where(block => block.Kind is "text").ToList();
        var context = new ContextInMemory([("hooks/pre-running", ""), .. files.Select(file => (file.Path, file.Text))]);
        if (blocks.FirstOrDefault(block => block.Kind is "dockerfile") is { } dockerfile)
            return DockerfileValidator.Validate(Dockerfile.Parse(dockerfile.Text, "Dockerfile"), DockerfileExamples.Image, context).Diagnostics;

        var scripts = blocks.Where(block => block.Path.StartsWith("hooks/", StringComparison.Ordinal)).Select(block => block.ToScript()).ToArray();
        var folder = FolderOf(scripts);
        var sudoers = files.Find(file => file.Path is "sudoers") is { } text ? Sudoers.Parse(text.Text) : null;
        var report = HookValidator.Validate(folder, new HookSurroundings(Brand.Helion, sudoers));
        return [.. report.Diagnostics, .. await BashSyntax.CheckAsync(folder, TestContext.Current.CancellationToken)];
    }

    private static HookFolder FolderOf(HookScript[] scripts) => new("hooks", Exists: scripts.Length > 0, [.. scripts]);

    private static List<Block> Blocks(string page, string heading)
    {
        var section = page[page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", 1, StringComparison.Ordinal);
        return
        [
            .. Regex.Matches(end < 0 ? section : section[..end], @"^```(?<kind>\w+) ?(?<path>\S*) ?(?<how>.*)\n(?<text>(?:(?!```).*\n)*)```$", RegexOptions.Multiline)
                .Select(match => new Block(match.Groups["kind"].Value, match.Groups["path"].Value, match.Groups["how"].Value, match.Groups["text"].Value)),
        ];
    }

    /// <summary>A block of code in a page; behind its language stands the file it is, and what cannot be seen of it.</summary>
    private sealed record Block(string Kind, string Path, string How, string Text)
    {
        public HookScript ToScript()
        {
            var text = How switch
            {
                "line-ends=crlf" => Text.Replace("\n", "\r\n", StringComparison.Ordinal),
                "escapes" => Text.Replace("\\0", "\0", StringComparison.Ordinal),
                _ => Text,
            };
            return new HookScript
            {
                Name = Path["hooks/".Length..],
                Path = Path,
                Bytes = [.. Encoding.UTF8.GetBytes(text)],
                IsExecutable = How is not "mode=0644",
            };
        }
    }
}
