namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AptKeyTests
{
    [Theory]
    [InlineData("RUN apt-key add key", "2:5 FD009")]
    [InlineData("RUN wget -O- https://x/key | apt-key add -", "2:30 FD009")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD009", lines));

    [Theory]
    [InlineData("RUN echo apt-key")]
    [InlineData("RUN gpg --dearmor key")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD009", lines));
}
