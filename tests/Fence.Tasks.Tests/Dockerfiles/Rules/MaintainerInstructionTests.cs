namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class MaintainerInstructionTests
{
    [Theory]
    [InlineData("MAINTAINER a@example.com", "2:1 FD026")]
    [InlineData("maintainer a", "2:1 FD026")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD026", lines));

    [Theory]
    [InlineData("LABEL maintainer=a@example.com")]
    [InlineData("RUN echo MAINTAINER a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD026", lines));
}
