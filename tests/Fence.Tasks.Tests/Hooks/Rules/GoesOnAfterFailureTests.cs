namespace Fence.Tasks.Tests.Hooks.Rules;

public sealed class GoesOnAfterFailureTests
{
    [Theory]
    [InlineData("cd /opt/agent\nrm -rf cache", "2:1 FH028")]
    [InlineData("curl -fsSo /tmp/a.sh https://example.com/a.sh\nbash /tmp/a.sh", "2:1 FH028")]
    [InlineData("wget -O /tmp/a.tgz https://example.com/a.tgz; tar xf /tmp/a.tgz", "2:1 FH028")]
    [InlineData("mkdir -p /tmp/work\ncp a /tmp/work/b", "2:1 FH028")]
    [InlineData("git clone https://example.com/x.git /tmp/x\n/tmp/x/run", "2:1 FH028")]
    [InlineData("cd a\ncd b\nls", "2:1 FH028")]
    public void Catches(string lines, string places) => Assert.Equal(places, HookExamples.Places("FH028", lines));

    [Theory]
    [InlineData("set -e\ncd /opt/agent\nrm -rf cache")]
    [InlineData("set -euo pipefail\ncd /opt/agent\nrm -rf cache")]
    [InlineData("set -o errexit\ncd /opt/agent\nrm -rf cache")]
    [InlineData("cd /opt/agent || exit 1\nrm -rf cache")]
    [InlineData("cd /opt/agent && rm -rf cache")]
    [InlineData("if cd /opt/agent; then rm -rf cache; fi")]
    [InlineData("if ! cd /opt/agent; then exit 1; fi\nls")]
    [InlineData("cd /opt/agent")]
    [InlineData("curl -o /tmp/a https://example.com/a\necho done")]
    [InlineData("sudo tool --configure\nsudo tool --start")]
    public void Does_not_catch(string lines) => Assert.Equal("", HookExamples.Places("FH028", lines));

    [Fact]
    public void The_line_that_names_bash_can_ask_for_it_as_well() =>
        Assert.Empty(HookExamples.Check("FH028", HookExamples.Folder(HookExamples.Script("#!/bin/bash -e\ncd /opt\nls\n"))));
}
