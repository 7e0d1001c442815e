namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class HookModesTests
{
    /// <summary>In a context whose pre-running has lost its executable bit.</summary>
    private static string Places(string lines) => Findings.Places(DockerfileExamples.Check(
        "FD013",
        $"FROM helion/stack-alsek:kato-patched\n{lines}\n",
        new ContextInMemory(("hooks/pre-running", ""), ("hooks/pre-staging", ""), ("hooks/lib", "")) { NotExecutable = ["hooks/pre-running", "hooks/lib"] }));

    [Theory]
    [InlineData("COPY hooks /etc/helion/hooks", "2:1 FD013")]
    [InlineData("ADD ./hooks/ /etc/helion/hooks/", "2:1 FD013")]
    [InlineData("COPY hooks/pre-running /etc/helion/hooks/", "2:1 FD013")]
    [InlineData("COPY hooks/pre-running /etc/helion/hooks/pre-running", "2:1 FD013")]
    [InlineData("RUN chmod 0755 /etc/helion/hooks/*\nCOPY hooks /etc/helion/hooks", "3:1 FD013")]
    [InlineData("COPY --chmod=0644 hooks /etc/helion/hooks", "2:1 FD013")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN chmod 0755 /etc/helion/hooks", "2:1 FD013")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN chmod 0644 /etc/helion/hooks/*", "2:1 FD013, 3:5 FD013")]
    [InlineData("RUN chmod -R a-x /etc/helion", "2:5 FD013")]
    public void Catches(string lines, string places) => Assert.Equal(places, Places(lines));

    [Theory]
    [InlineData("COPY hooks/pre-staging /etc/helion/hooks/pre-staging")]
    [InlineData("COPY hooks/lib /etc/helion/hooks/lib")]
    [InlineData("COPY hooks /opt/hooks")]
    [InlineData("COPY --chmod=0755 hooks /etc/helion/hooks")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN chmod 0755 /etc/helion/hooks/*")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN a && chmod a+x /etc/helion/hooks/pre-running")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN chmod -R 755 /etc/helion")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN chmod -R 0644 /etc/helion/hooks && chmod 0755 /etc/helion/hooks/*")]
    [InlineData("COPY hooks /etc/helion/hooks\nRUN chmod 0755 /etc/helion/hooks/* && chmod g-w /etc/helion/hooks/*")]
    public void Does_not_catch(string lines) => Assert.Equal("", Places(lines));

    [Fact]
    public void Says_nothing_where_modes_are_not_known() =>
        Assert.Empty(DockerfileExamples.Check("FD013", "FROM a\nCOPY hooks /etc/helion/hooks\n", new ContextInMemory(("hooks/pre-running", ""))));
}
