using Fence.Tasks.Diagnostics;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks;

public sealed class ShellCheckTests
{
    private const string Answer =
        """
        {"comments":[
          {"file":"hooks/pre-running","line":2,"endLine":2,"column":8,"endColumn":9,"level":"warning","code":2155,"message":"Declare and assign separately.","fix":null},
          {"file":"hooks/pre-running","line":3,"endLine":3,"column":6,"endColumn":8,"level":"error","code":2068,"message":"Double quote array expansions.","fix":null}
        ]}
        """;

    [Fact]
    public void Its_findings_keep_their_numbers_places_and_severities() => Assert.Equal(
        """
        hooks/pre-running:2:8: warning SC2155: Declare and assign separately
        hooks/pre-running:3:6: error SC2068: Double quote array expansions
        """,
        Findings.Text(ShellCheck.Parse(Answer)));

    [Fact]
    public void What_an_own_rule_says_of_the_line_is_not_said_twice()
    {
        var own = HookExamples.Check("FH017", HookExamples.Lines("export A=$(date)"));

        Assert.Equal("2:10 FH017, 3:6 SC2068", Findings.Places(ShellCheck.Merge(own, ShellCheck.Parse(Answer))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("shellcheck: hooks/x: openBinaryFile: does not exist")]
    [InlineData("{}")]
    public void An_answer_that_is_none_finds_nothing(string answer) => Assert.Empty(ShellCheck.Parse(answer));

    [Fact]
    public async Task It_is_asked_where_it_is_installed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/shellcheck"), "ShellCheck is not installed");
        var root = Directory.CreateTempSubdirectory("fence-shellcheck-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "hooks"));
        await File.WriteAllTextAsync(Path.Combine(root, "hooks", "pre-running"), "#!/bin/bash\nset -- a b\nrm -f $@\necho `ls`\n", TestContext.Current.CancellationToken);

        var found = await ShellCheck.CheckAsync(root, HookFolderReader.Read(root, "hooks"), TestContext.Current.CancellationToken);

        // Backquotes are a matter of style, and not told.
        Assert.Equal("3:7 SC2068", string.Join(", ", Findings.Places(found.Where(f => f.Severity == Severity.Error))));
        Assert.DoesNotContain(found, f => f.Code is "SC2006");
        Directory.Delete(root, recursive: true);
    }
}
