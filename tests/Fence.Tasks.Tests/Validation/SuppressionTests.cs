using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Validation;

namespace Fence.Tasks.Tests.Validation;

public sealed class SuppressionTests
{
    private static Rule Quotes { get; } = new("FH017", Severity.Warning, "quotes") { Aliases = ["SC2155", "DL9001"] };

    private static Rule Other { get; } = new("FH011", Severity.Error, "secrets");

    /// <summary>Judges a text in which every line that holds <c>bad</c> has a finding of FH017, and one with <c>worse</c> one of FH011.</summary>
    private static DiagnosticReport Judge(string text, params IgnoredRule[] ignored)
    {
        var lines = text.Split('\n').Index().ToList();
        var found = lines.Where(line => line.Item.Contains("bad", StringComparison.Ordinal)).Select(line => Quotes.Finding("x", "y", new SourceSpan("f", line.Index + 1, 1)))
            .Concat(lines.Where(line => line.Item.Contains("worse", StringComparison.Ordinal)).Select(line => Other.Finding("x", "y", new SourceSpan("f", line.Index + 1, 1))));
        return Suppressions.Apply(DiagnosticReport.Of(found), SuppressionComments.Read("f", text), ignored, [Quotes, Other]);
    }

    [Theory]
    [InlineData("# fence ignore=FH017\nbad\nbad", "3:1 FH017")]
    [InlineData("# fence ignore=FH017\n\n# about it\nbad", "")]
    [InlineData("bad # fence ignore=FH017\nbad", "2:1 FH017")]
    [InlineData("# fence ignore=FH017\nrun \\\n  # why\n  bad\nbad", "5:1 FH017")]
    [InlineData("# fence ignore=FH017\nrun <<EOF\nbad\nEOF\nbad", "5:1 FH017")]
    [InlineData("# fence global ignore=FH017\nbad\nworse\nbad", "3:1 FH011")]
    [InlineData("# fence ignore=FH011, FH017\nbad worse", "")]
    [InlineData("# hadolint ignore=DL9001\nbad", "")]
    [InlineData("# hadolint global ignore=DL9001\nx\nbad", "")]
    [InlineData("x\n# shellcheck disable=SC2155\nbad\nbad", "4:1 FH017")]
    [InlineData("#!/bin/bash\n# shellcheck disable=SC2155\nx\nbad\nbad", "")]
    [InlineData("# fence ignore=SC2155\nbad", "")]
    [InlineData("# fence ignore=FH017\r\nbad\r\n", "")]
    public void A_comment_holds_for_the_command_behind_it_or_for_the_file(string text, string left) => Assert.Equal(left, Findings.Places(Judge(text).Diagnostics));

    [Theory]
    [InlineData("# fence ignore=FH011\nbad", "1:1 FV001, 2:1 FH017")]
    [InlineData("bad\n# fence ignore=FH017", "1:1 FH017, 2:1 FV001")]
    [InlineData("# fence ignore=FH017,FH011\nbad", "1:1 FV001")]
    [InlineData("# hadolint ignore=DL3008\nx", "")]
    [InlineData("# shellcheck disable=SC1000\nx", "")]
    [InlineData("# fence ignore\nbad", "2:1 FH017")]
    public void Fences_own_comments_that_match_nothing_are_reported(string text, string left) => Assert.Equal(left, Findings.Places(Judge(text).Diagnostics));

    [Theory]
    [InlineData("FH017", null, "")]
    [InlineData("SC2155", null, "")]
    [InlineData("FH017", "f", "")]
    [InlineData("FH017", "*", "")]
    [InlineData("FH017", "hooks/*", "1:1 FH017, 9:9 FV001")]
    [InlineData("FH011", null, "1:1 FH017, 9:9 FV001")]
    public void The_definition_suppresses_by_rule_and_file(string rule, string? file, string left) =>
        Assert.Equal(left, Findings.Places(Judge("bad", new IgnoredRule(rule, "known", file, new SourceSpan("fence.yml", 9, 9))).Diagnostics));

    [Fact]
    public void What_is_suppressed_is_kept_with_its_reason()
    {
        var suppressed = Assert.Single(Judge("# fence ignore=FH017 - the value is a number\nbad").Suppressed);

        Assert.Equal(("FH017", SuppressionSource.Comment, "the value is a number"), (suppressed.Diagnostic.Code, suppressed.Source, suppressed.Reason));
    }

    [Fact]
    public void A_refusal_of_the_policy_cannot_be_suppressed()
    {
        var definition = FenceDefinitionReader.Parse(
            """
            image: { repository: a/b, base: 'a/b:c' }
            policy: { privileged: true, docker_apps: { require_sudo: false } }
            validation:
              ignore:
                - { rule: FP001, reason: it is Friday }
                - { rule: FP006, reason: it is Friday }
            """,
            "fence.yml",
            "/");

        Assert.Equal("2:11 FP001, 5:15 FV001", Findings.Places(Judgement.Policy(definition, new DateOnly(2026, 11, 24)).Diagnostics));
    }

    [Fact]
    public void A_reason_is_required()
    {
        var thrown = Assert.Throws<FenceException>(() => FenceDefinitionReader.Parse(
            "image: { repository: a/b, base: 'a/b:c' }\nvalidation:\n  fail_on: info\n  ignore:\n    - rule: FH17\n", "fence.yml", "/"));

        Assert.Equal("3:12 FY008, 5:7 FY005, 5:13 FY008", Findings.Places(thrown.Diagnostics));
    }
}
