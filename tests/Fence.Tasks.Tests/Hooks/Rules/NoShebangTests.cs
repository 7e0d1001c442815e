namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NoShebangTests
{
    [Theory]
    [InlineData("echo hello\n", "pre-running does not say which program runs it")]
    [InlineData("", "pre-running does not say which program runs it")]
    [InlineData("\n#!/bin/bash\n", "pre-running has something before '#!'")]
    [InlineData(" #!/bin/bash\n", "pre-running has something before '#!'")]
    [InlineData("\ufeff#!/bin/bash\n", "pre-running begins with a byte order mark")]
    public void Catches(string text, string message) =>
        Assert.Equal(message, Assert.Single(HookExamples.Check("FH005", HookExamples.Folder(HookExamples.Script(text)))).Message);

    [Theory]
    [InlineData("#!/bin/bash\n")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("#! /bin/bash\n")]
    [InlineData("#!/bin/bash\r\n")]
    public void Does_not_catch(string text) =>
        Assert.Empty(HookExamples.Check("FH005", HookExamples.Folder(HookExamples.Script(text))));
}
