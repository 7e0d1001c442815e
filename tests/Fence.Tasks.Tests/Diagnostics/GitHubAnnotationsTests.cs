using Fence.Tasks.Diagnostics;
using Fence.Tasks.Diagnostics.Writers;

namespace Fence.Tasks.Tests.Diagnostics;

public sealed class GitHubAnnotationsTests
{
    [Fact]
    public void A_finding_is_a_command_with_its_place() => Assert.Equal(
        "::error file=hooks/pre-running,line=2,endLine=2,col=24,endColumn=44,title=FH011::TOKEN is given a value that looks like a secret%0ATake it from the environment.%0ASee docs/rules/FH011.md",
        GitHubAnnotations.Write(ReportExamples.Both)[1]);

    [Fact]
    public void What_would_end_the_command_is_escaped() => Assert.Equal(
        "::notice file=a%2Cb%3Ac,title=X::100%25%0D%0Asure",
        GitHubAnnotations.Write(DiagnosticReport.Of([new Diagnostic("X", Severity.Info, "100%\r\nsure", Span: new SourceSpan("a,b:c"))])).Single());

    [Fact]
    public void A_place_over_several_lines_has_no_columns() => Assert.Equal(
        "::warning file=f,line=1,endLine=3,title=X::x",
        GitHubAnnotations.Write(DiagnosticReport.Of([Diagnostic.Warning("X", "x", span: new SourceSpan("f", 1, 2) { EndLine = 3 })])).Single());
}
