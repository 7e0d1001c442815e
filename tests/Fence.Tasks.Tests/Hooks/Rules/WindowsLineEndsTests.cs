namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class WindowsLineEndsTests
{
    [Theory]
    [InlineData("#!/bin/bash\r\necho\r\n", "pre-running has Windows line ends")]
    [InlineData("#!/bin/bash\necho\r\n", "pre-running has Windows line ends")]
    public void Catches(string text, string message) =>
        Assert.Equal(message, Assert.Single(HookExamples.Check("FH008", HookExamples.Folder(HookExamples.Script(text)))).Message);

    [Theory]
    [InlineData("#!/bin/bash\necho\n")]
    [InlineData("#!/bin/bash\nprintf 'a\\r\\n'\n")]
    public void Does_not_catch(string text) =>
        Assert.Empty(HookExamples.Check("FH008", HookExamples.Folder(HookExamples.Script(text))));
}
