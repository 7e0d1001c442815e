namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AptRecommendsTests
{
    [Theory]
    [InlineData("RUN apt-get install -y python", "2:5 FD014")]
    [InlineData("RUN apt-get update && apt-get -y install python", "2:23 FD014")]
    [InlineData("RUN apt install python", "2:5 FD014")]
    [InlineData("ONBUILD RUN apt-get install -y python", "2:13 FD014")]
    [InlineData("RUN <<X\napt-get install -y python\nX", "3:1 FD014")]
    [InlineData("RUN [\"apt-get\", \"install\", \"python\"]", "2:1 FD014")]
    [InlineData("RUN [\"/bin/bash\", \"-ec\", \"apt-get install -y python\"]", "2:1 FD014")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD014", lines));

    [Theory]
    [InlineData("RUN apt-get install -y --no-install-recommends python")]
    [InlineData("RUN apt-get -o APT::Install-Recommends=false install -y python")]
    [InlineData("RUN apt-get install -y python -o APT::Install-Recommends=0")]
    [InlineData("RUN apt-get update")]
    [InlineData("RUN echo apt-get install python")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD014", lines));
}
