namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class ShellInsteadOfBashTests
{
    [Theory]
    [InlineData("#!/bin/sh\n", "pre-running is run by sh, and hooks are bash scripts")]
    [InlineData("#!/bin/sh -e\n", "pre-running is run by sh, and hooks are bash scripts")]
    public void Catches(string text, string message) =>
        Assert.Equal(message, Assert.Single(HookExamples.Check("FH007", HookExamples.Folder(HookExamples.Script(text)))).Message);

    [Theory]
    [InlineData("#!/bin/bash\n")]
    [InlineData("#!/bin/dash\n")]
    [InlineData("# sh\n")]
    public void Does_not_catch(string text) =>
        Assert.Empty(HookExamples.Check("FH007", HookExamples.Folder(HookExamples.Script(text))));
}
