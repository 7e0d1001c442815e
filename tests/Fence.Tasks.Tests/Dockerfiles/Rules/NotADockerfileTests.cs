namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class NotADockerfileTests
{
    [Theory]
    [InlineData("", "1:1 FD001")]
    [InlineData("RUN a\n", "1:1 FD001, 1:1 FD001")]
    [InlineData("FROM a\nRUNN b\n", "2:1 FD001")]
    [InlineData("FROM a\nCOPY\n", "2:1 FD001")]
    [InlineData("FROM\n", "1:1 FD001")]
    [InlineData("FROM a\nHEALTHCHECK --interval=5 CMD a\n", "2:1 FD001")]
    [InlineData("FROM a\nHEALTHCHECK --retries=no CMD a\n", "2:1 FD001")]
    [InlineData("FROM a\nENV A\u00A0B=c\n", "2:1 FD001")]
    [InlineData("FROM a\nCOPY\u2028 a b\n", "2:1 FD001")]
    public void Catches(string text, string places) => Assert.Equal(places, DockerfileExamples.Places("FD001", text));

    [Theory]
    [InlineData("FROM a\n")]
    [InlineData("FROM a\nUSER \u2028--b\n")]
    [InlineData("FROM a\nENV A=\n")]
    [InlineData("FROM a\nCOPY --from= a b\n")]
    [InlineData("FROM a\nHEALTHCHECK --timeout= CMD a\n")]
    [InlineData("FROM a\nHEALTHCHECK --interval=1m30s --timeout=1.5s --retries=3 CMD a\n")]
    [InlineData("FROM a\nRUN\n")]
    [InlineData("ARG X=1\nFROM a\nRUN b\n")]
    [InlineData("# escape=`\nfrom a\nrun b\n")]
    public void Does_not_catch(string text) => Assert.Equal("", DockerfileExamples.Places("FD001", text));

    [Fact]
    public void Names_the_instruction_that_was_meant() => Assert.Equal(
        """
        Dockerfile:2:1: error FD001: there is no instruction 'RUNN'; did you mean RUN?
          Mend the line: Docker stops here.
        """,
        Findings.Text(DockerfileExamples.Check("FD001", "FROM a\nRUNN b\n")));
}
