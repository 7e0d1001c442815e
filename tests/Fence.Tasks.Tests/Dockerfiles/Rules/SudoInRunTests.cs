namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SudoInRunTests
{
    [Theory]
    [InlineData("RUN sudo apt-get update", "2:5 FD022")]
    [InlineData("RUN a && sudo b", "2:10 FD022")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD022", lines));

    [Theory]
    [InlineData("RUN apt-get update")]
    [InlineData("RUN echo sudo")]
    [InlineData("RUN apt-get install -y sudo")]
    [InlineData("CMD sudo a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD022", lines));
}
