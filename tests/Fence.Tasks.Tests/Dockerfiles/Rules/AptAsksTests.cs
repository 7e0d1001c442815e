namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AptAsksTests
{
    [Theory]
    [InlineData("RUN apt-get install vim", "2:5 FD005")]
    [InlineData("RUN apt-get update && \\\n  apt-get install vim", "3:3 FD005")]
    [InlineData("RUN apt-get -q install vim", "2:5 FD005")]
    [InlineData("RUN DEBIAN_FRONTEND=noninteractive apt install vim", "2:5 FD005")]
    [InlineData("RUN apt-get clean && apt-get autoremove", "2:22 FD005")]
    [InlineData("RUN if a; then apt-get install vim; fi", "2:16 FD005")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD005", lines));

    [Theory]
    [InlineData("RUN apt-get install -y vim")]
    [InlineData("RUN apt-get -y install vim")]
    [InlineData("RUN apt-get install --yes vim")]
    [InlineData("RUN apt-get -qq install vim")]
    [InlineData("RUN apt-get -yq install vim")]
    [InlineData("RUN apt-get install --assume-yes vim")]
    [InlineData("RUN apt-get -o APT::Get::Assume-Yes=true install vim")]
    [InlineData("RUN apt-get update")]
    [InlineData("RUN echo apt-get install vim")]
    [InlineData("# RUN apt-get install vim")]
    [InlineData("CMD apt-get install vim")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD005", lines));
}
