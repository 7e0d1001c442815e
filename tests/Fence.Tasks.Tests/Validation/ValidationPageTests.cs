using System.Text.RegularExpressions;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics.Writers;
using Fence.Tasks.Hooks;
using Fence.Tasks.Hooks.Fixes;
using Fence.Tasks.Policy;
using Fence.Tasks.Tests.Diagnostics;
using Fence.Tasks.Tests.Hooks;
using Fence.Tasks.Validation;

namespace Fence.Tasks.Tests.Validation;

/// <summary>What docs/validation.md shows is what happens.</summary>
public sealed class ValidationPageTests
{
    private static string Page { get; } = RepositoryFiles.Read("docs/validation.md");

    [Fact]
    public void Each_part_of_fence_yml_on_it_is_read() => Assert.All(Blocks("yaml"), yaml =>
        FenceDefinitionReader.Parse($"image: {{ repository: a/b, base: 'a/b:c' }}\n{yaml}", "fence.yml", "/"));

    [Fact]
    public void The_comments_on_it_suppress_what_they_name() => Assert.All(Blocks("bash"), lines =>
    {
        var script = HookExamples.Script($"#!/bin/bash\n{lines}export WHEN=`date`\n".Replace("export WHEN", lines.Contains("global", StringComparison.Ordinal) ? "export WHEN" : "# export WHEN", StringComparison.Ordinal));
        var report = HookValidator.Validate(HookExamples.Folder(script), new HookSurroundings(Brand.Helion));
        var comments = SuppressionComments.Read(script.Path, System.Text.Encoding.UTF8.GetString(script.Bytes.AsSpan()));

        Assert.NotEmpty(report.Diagnostics);
        Assert.Empty(Suppressions.Apply(report, comments, [], HookRules.All).Diagnostics);
    });

    [Fact]
    public void The_finding_on_it_is_written_so()
    {
        var written = TextReport.Write(ReportExamples.Both, ReportExamples.TextOf);

        Assert.StartsWith(Blocks("text")[0], written, StringComparison.Ordinal);
    }

    [Fact]
    public void The_difference_of_privileges_on_it_is_written_so() => Assert.Equal(
        Blocks("text")[1],
        string.Concat(PrivilegeDiff.Lines(
            new PolicyDefinition { Privileged = true, Quotas = [new QuotaPolicy("default", AllowSudo: false)] },
            new ClusterPrivileges { Privileged = false, RequireSudo = true, AllowAnyRegistry = null, Quotas = [new QuotaPrivilege("default", AllowSudo: true)] })
            .Where(line => !line.Contains("any_registry", StringComparison.Ordinal)).Select(line => $"{line}\n")));

    [Fact]
    public void The_table_of_fixes_is_the_list_of_fixes() => Assert.Equal(
        HookFixes.All.Select(fix => fix.Code).Concat(["FH004", "FH007", "FH022"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Regex.Matches(Page, @"^\| (?<code>FH\d+) \|", RegexOptions.Multiline).Select(row => row.Groups["code"].Value).Order(StringComparer.Ordinal));

    private static List<string> Blocks(string kind) =>
        [.. Regex.Matches(Page, $@"^```{kind}\n(?<text>(?:(?!```).*\n)*)```$", RegexOptions.Multiline).Select(block => block.Groups["text"].Value)];
}
