namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AptUpdateElsewhereTests
{
    [Theory]
    [InlineData("RUN apt-get update\nRUN apt-get install -y vim", "3:5 FD006")]
    [InlineData("RUN apt-get install -y vim", "2:5 FD006")]
    [InlineData("RUN apt-get install -y vim && apt-get update", "2:5 FD006")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD006", lines));

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y vim")]
    [InlineData("RUN apt-get update && apt-get install -y a && apt-get install -y b")]
    [InlineData("RUN apt-get -q update; apt install -y vim")]
    [InlineData("RUN apt-get upgrade -y")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD006", lines));
}
