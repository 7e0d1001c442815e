namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SourceForAnyKeyTests
{
    [Theory]
    [InlineData("RUN echo deb https://apt.example.com/ agent main > /etc/apt/sources.list.d/a.list", "2:14 FD018")]
    [InlineData("RUN echo \"deb [arch=amd64] https://apt.example.com a main\" > /etc/apt/sources.list.d/a.list", "2:28 FD018")]
    [InlineData("RUN add-apt-repository https://apt.example.com", "2:24 FD018")]
    [InlineData("RUN cat <<X > /etc/apt/sources.list.d/a.list\ndeb https://apt.example.com a main\nX", "3:5 FD018")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD018", lines));

    [Theory]
    [InlineData("RUN echo \"deb [signed-by=/usr/share/keyrings/a.gpg] https://apt.example.com/ a main\" > /etc/apt/sources.list.d/a.list")]
    [InlineData("RUN echo deb https://deb.debian.org/debian stable main > /etc/apt/sources.list")]
    [InlineData("RUN curl https://apt.example.com")]
    [InlineData("# RUN echo deb https://apt.example.com a main")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD018", lines));
}
