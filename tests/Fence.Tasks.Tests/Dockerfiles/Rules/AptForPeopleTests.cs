namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AptForPeopleTests
{
    [Theory]
    [InlineData("RUN apt install -y python", "2:5 FD016")]
    [InlineData("RUN a && apt update", "2:10 FD016")]
    [InlineData("RUN /usr/bin/apt list", "2:5 FD016")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD016", lines));

    [Theory]
    [InlineData("RUN apt-get install -y python")]
    [InlineData("RUN apt-cache search python")]
    [InlineData("RUN echo apt")]
    [InlineData("RUN ls /etc/apt")]
    [InlineData("CMD apt update")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD016", lines));
}
