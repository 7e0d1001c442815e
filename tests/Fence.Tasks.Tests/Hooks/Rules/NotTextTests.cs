namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class NotTextTests
{
    [Theory]
    [InlineData("#!/bin/bash\n\u0000\n", "pre-running has a NUL byte")]
    public void Catches(string text, string message) =>
        Assert.Equal(message, Assert.Single(HookExamples.Check("FH009", HookExamples.Folder(HookExamples.Script(text)))).Message);

    [Theory]
    [InlineData("#!/bin/bash\necho Gr\u00fc\u00dfe\n")]
    [InlineData("#!/bin/bash\necho \ufffd\n")]
    public void Does_not_catch(string text) =>
        Assert.Empty(HookExamples.Check("FH009", HookExamples.Folder(HookExamples.Script(text))));

    [Fact]
    public void Catches_bytes_that_are_no_UTF8() => Assert.Equal(
        "hooks/pre-running:2:6: error FH009: pre-running is not UTF-8\n  Save it as UTF-8.",
        Findings.Text(HookExamples.Check("FH009", HookExamples.Folder(HookExamples.Script([.. "#!/bin/bash\necho "u8, 0xe9, (byte)'\n'])))));
}
