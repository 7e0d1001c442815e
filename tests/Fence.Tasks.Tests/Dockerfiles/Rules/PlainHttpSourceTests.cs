namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class PlainHttpSourceTests
{
    [Theory]
    [InlineData("RUN echo deb http://apt.example.com/debian/ main >> /etc/apt/sources.list.d/x.list", "2:14 FD010")]
    [InlineData("RUN echo \"deb [arch=amd64] http://apt.example.com main\" > /etc/apt/sources.list", "2:28 FD010")]
    [InlineData("RUN add-apt-repository 'http://ppa.example.com/x'", "2:25 FD010")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD010", lines));

    [Theory]
    [InlineData("RUN echo deb https://apt.example.com/debian/ main >> /etc/apt/sources.list.d/x.list")]
    [InlineData("RUN curl http://example.com")]
    [InlineData("RUN echo http://example.com")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD010", lines));

    [Fact]
    public void Never_repeats_a_password() => Assert.Equal(
        "http://apt.example.com/ is a package source over plain HTTP",
        Assert.Single(DockerfileExamples.Check("FD010", "FROM a\nRUN echo deb http://user:fakepass@apt.example.com/ main > /etc/apt/sources.list\n")).Message);
}
