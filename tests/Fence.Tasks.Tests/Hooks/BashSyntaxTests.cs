using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks;

public sealed class BashSyntaxTests
{
    private static async Task<string> Check(string text) =>
        Findings.Text(await BashSyntax.CheckAsync(HookExamples.Folder(HookExamples.Script(text)), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Catches_an_if_without_its_end_at_the_line_that_bash_names() =>
        Assert.StartsWith(
            "hooks/pre-running:4: error FH010: bash cannot read pre-running: syntax error: unexpected end of file",
            await Check("#!/bin/bash\nif true; then\n  echo\n"),
            StringComparison.Ordinal);

    [Fact]
    public async Task Catches_a_bracket_too_many() =>
        Assert.StartsWith("hooks/pre-running:3: error FH010: bash cannot read pre-running: syntax error near unexpected token", await Check("#!/bin/bash\necho\necho )\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("#!/bin/bash\nif [[ a =~ (b|c) ]]; then echo; fi\n")]
    [InlineData("#!/usr/bin/python3\nif True:\n  print('(')\n")]
    [InlineData("#!/bin/bash\r\nif true; then\r\necho\r\nfi\r\n")]
    public async Task Does_not_catch(string text) => Assert.Equal("", await Check(text));

    [Fact]
    public async Task Runs_nothing_of_the_hook()
    {
        var witness = Path.Combine(Directory.CreateTempSubdirectory("fence-").FullName, "ran");

        await Check($"#!/bin/bash\ntouch {witness}\n");

        Assert.False(File.Exists(witness));
    }
}
