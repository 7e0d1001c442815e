namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class UnsignedPackagesTests
{
    [Theory]
    [InlineData("RUN apt-get install -y --allow-unauthenticated a", "2:5 FD019")]
    [InlineData("RUN apt-get --force-yes install a", "2:5 FD019")]
    [InlineData("RUN apt-get -o APT::Get::AllowUnauthenticated=true install a", "2:5 FD019")]
    [InlineData("RUN echo 'deb [trusted=yes] https://apt.example.com a main' > /etc/apt/sources.list.d/a.list", "2:29 FD019")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD019", lines));

    [Theory]
    [InlineData("RUN apt-get install -y a")]
    [InlineData("RUN echo --allow-unauthenticated")]
    [InlineData("RUN echo 'deb [signed-by=/a] https://apt.example.com a main' > /etc/apt/sources.list.d/a.list")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD019", lines));
}
