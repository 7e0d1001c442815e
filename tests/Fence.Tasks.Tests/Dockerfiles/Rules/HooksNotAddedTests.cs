namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class HooksNotAddedTests
{
    [Theory]
    [InlineData("RUN a", "1:1 FD004")]
    [InlineData("COPY hooks /etc/stackato/hooks", "1:1 FD004")]
    [InlineData("COPY other /etc/helion/hooks", "1:1 FD004")]
    [InlineData("COPY --from=x hooks /etc/helion/hooks", "1:1 FD004")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD004", lines));

    [Theory]
    [InlineData("ADD hooks /etc/helion/hooks")]
    [InlineData("COPY hooks/ /etc/helion/hooks/")]
    [InlineData("COPY ./hooks/pre-running /etc/helion/hooks/")]
    [InlineData("COPY hooks/* /etc/helion/hooks/")]
    [InlineData("COPY [\"hooks\", \"/etc/helion/hooks\"]")]
    [InlineData("COPY --chown=root hooks /etc/helion/hooks")]
    [InlineData("COPY hooks $TARGET")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD004", lines));
}
