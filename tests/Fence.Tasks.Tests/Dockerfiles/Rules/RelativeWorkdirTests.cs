namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class RelativeWorkdirTests
{
    [Theory]
    [InlineData("WORKDIR app", "2:1 FD021")]
    [InlineData("WORKDIR \"app\"", "2:1 FD021")]
    [InlineData("ENV A=app\nWORKDIR $A", "3:1 FD021")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD021", lines));

    [Theory]
    [InlineData("WORKDIR /app")]
    [InlineData("WORKDIR \"/app\"")]
    [InlineData("WORKDIR $HOME/app")]
    [InlineData("WORKDIR ${APP}")]
    [InlineData("WORKDIR C:\\\\app")]
    [InlineData("ENV A=/app\nWORKDIR $A")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD021", lines));
}
