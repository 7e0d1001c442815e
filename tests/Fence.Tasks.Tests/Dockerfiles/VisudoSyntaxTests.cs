using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class VisudoSyntaxTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-visudo-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_visudo_refuses_is_found_at_its_line() => Assert.Equal(
        """
        sudoers:2: error FD032: visudo cannot read this: unknown defaults entry "foo"
          Mend the line; 'visudo -cs' says the same.
        """,
        Findings.Text(await AskAsync("echo 'stdin:2:13: unknown defaults entry \"foo\"' >&2; exit 1")));

    [Fact]
    public async Task An_older_visudo_says_it_otherwise() =>
        Assert.Equal("2:0 FD032", Findings.Places(await AskAsync("echo '>>> stdin: syntax error near line 2 <<<' >&2; exit 1")));

    [Theory]
    [InlineData("exit 0")]
    [InlineData("echo 'stdin:1:19: Cmnd_Alias \"AGENT\" referenced but not defined' >&2; exit 1")]
    [InlineData("grep -q 'Defaults foo' && exit 0; echo 'stdin:1: it was not given the text' >&2; exit 1")]
    [InlineData("test \"$*\" = '-c -s -f -' && exit 0; echo 'stdin:1: it was asked otherwise' >&2; exit 1")]
    public async Task Nothing_is_found_where_visudo_is_content(string script) => Assert.Empty(await AskAsync(script));

    [Fact]
    public async Task What_the_rule_finds_is_not_said_twice() =>
        Assert.Empty(await AskAsync("echo 'stdin:1:1: syntax error' >&2; exit 1", "helion ALL = agent\n"));

    [Fact]
    public async Task Nothing_is_found_where_there_is_no_visudo() => Assert.Empty(await VisudoSyntax.CheckAsync(
        Dockerfile.Parse("FROM a\nCOPY sudoers /etc/sudoers.d/a\n", "Dockerfile"),
        new ContextInMemory(("sudoers", "x")),
        visudo: null,
        TestContext.Current.CancellationToken));

    private async Task<IReadOnlyList<Diagnostic>> AskAsync(string script, string sudoers = "# a\nDefaults foo\n")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no visudo on Windows.");
        var visudo = Path.Combine(folder, "visudo");
        await File.WriteAllTextAsync(visudo, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(visudo, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return await VisudoSyntax.CheckAsync(
            Dockerfile.Parse("FROM a\nCOPY sudoers /etc/sudoers.d/a\n", "Dockerfile"),
            new ContextInMemory(("sudoers", sudoers)),
            visudo,
            TestContext.Current.CancellationToken);
    }
}
