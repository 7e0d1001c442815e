using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;

namespace Fence.Tasks.Tests.Diagnostics;

public sealed class TextReportTests
{
    [Fact]
    public void A_finding_is_shown_with_its_line_a_mark_the_remedy_and_its_page_and_no_secret() => Assert.Equal(
        """
        hooks/pre-running:2:10: warning FH017: a command substitution is not quoted in export A
          2 | export A=$(date) TOKEN=••••••••••••••••••••
            |          ^^^^^^^
          → Put double quotes around the value.
          see docs/rules/FH017.md
        hooks/pre-running:2:24: error FH011: TOKEN is given a value that looks like a secret
          2 | export A=$(date) TOKEN=••••••••••••••••••••
            |                        ^^^^^^^^^^^^^^^^^^^^
          → Take it from the environment.
          see docs/rules/FH011.md
        1 error, 1 warning

        """,
        TextReport.Write(ReportExamples.Both, ReportExamples.TextOf));

    [Fact]
    public void A_suppressed_secret_is_not_shown_beside_another_finding()
    {
        var report = DiagnosticReport.Of([ReportExamples.Unquoted]) with
        {
            Suppressed = [new SuppressedDiagnostic(ReportExamples.Token, SuppressionSource.Comment)],
        };

        var text = TextReport.Write(report, ReportExamples.TextOf);

        Assert.DoesNotContain("0fake0token", text, StringComparison.Ordinal);
        Assert.EndsWith("0 errors, 1 warning, 1 suppressed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_stands_below_its_place_behind_a_tab() => Assert.Contains(
        "  3 | \techo $A\n    | \t     ^^\n",
        TextReport.Write(DiagnosticReport.Of([Diagnostic.Warning("X", "x", span: new SourceSpan("hooks/pre-running", 3, 7) { EndColumn = 9 })]), ReportExamples.TextOf),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("elsewhere", 1, 1)]
    [InlineData("hooks/pre-running", 99, 1)]
    [InlineData("hooks/pre-running", 0, 0)]
    public void A_place_that_is_not_in_a_known_text_has_no_line(string file, int line, int column) => Assert.DoesNotContain(
        " | ",
        TextReport.Write(DiagnosticReport.Of([Diagnostic.Error("X", "x", span: new SourceSpan(file, line, column))]), ReportExamples.TextOf),
        StringComparison.Ordinal);

    [Fact]
    public void Characters_that_move_a_cursor_are_not_printed() => Assert.DoesNotContain(
        '\u001b',
        TextReport.Write(DiagnosticReport.Of([Diagnostic.Error("X", "x", span: new SourceSpan("f", 1, 1))]), _ => "a\u001b[2Jb"));
}
