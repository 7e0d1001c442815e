namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SudoersAliasTests
{
    [Theory]
    [InlineData("RUN echo \"HELION ALL= NOPASSWD: /bin/x\" >> /etc/sudoers", "2:5 FD008")]
    [InlineData("RUN echo \"STACKATO ALL= ALL\" | tee /etc/sudoers.d/x", "2:32 FD008")]
    [InlineData("RUN echo \"helion ALL = AGENT\" > /etc/sudoers.d/x", "2:5 FD008")]
    [InlineData("RUN printf 'A ALL = ALL\\\\n' > /etc/sudoers.d/x", "2:5 FD008")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD008", lines));

    [Theory]
    [InlineData("RUN echo \"helion ALL= NOPASSWD: /bin/x\" >> /etc/sudoers")]
    [InlineData("RUN echo \"HELION ALL= ALL\" > /tmp/x")]
    [InlineData("RUN printf 'Cmnd_Alias AGENT = /bin/a\\nhelion ALL = AGENT' > /etc/sudoers.d/x")]
    [InlineData("RUN echo 'User_Alias OPS = helion' > /etc/sudoers.d/a && echo 'OPS ALL = /bin/a' > /etc/sudoers.d/b")]
    [InlineData("RUN echo \"ALL ALL= ALL\" > /etc/sudoers.d/x")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD008", lines));

    [Fact]
    public void Catches_it_in_a_file_that_is_copied() => Assert.Equal(
        """
        sudoers:1: error FD008: sudo reads HELION as an alias, and there is none: the line grants nothing
          Write the user's name as it is, 'helion'.
        """,
        Findings.Text(DockerfileExamples.Check("FD008", "FROM a\nCOPY sudoers /etc/sudoers.d/hooks\n", new ContextInMemory(("sudoers", "HELION ALL= ALL\n")))));
}
