namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class PortOutOfRangeTests
{
    [Theory]
    [InlineData("EXPOSE 80000", "2:1 FD028")]
    [InlineData("EXPOSE 80 65536/tcp", "2:1 FD028")]
    [InlineData("EXPOSE 40000-80000", "2:1 FD028")]
    [InlineData("EXPOSE http", "2:1 FD028")]
    [InlineData("ARG P=70000\nEXPOSE $P", "3:1 FD028")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD028", lines));

    [Theory]
    [InlineData("EXPOSE 8080")]
    [InlineData("EXPOSE 0 65535")]
    [InlineData("EXPOSE 8000-8010/udp")]
    [InlineData("EXPOSE $PORT")]
    [InlineData("EXPOSE ${PORT:-80}")]
    [InlineData("EXPOSE \"80\"")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD028", lines));
}
