namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class StageNamedTwiceTests
{
    [Theory]
    [InlineData("FROM a:1 AS tools\nFROM b:1 AS tools", "3:1 FD029")]
    [InlineData("FROM a:1 AS tools\nFROM b:1 as TOOLS", "3:1 FD029")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD029", lines));

    [Theory]
    [InlineData("FROM a:1 AS tools\nFROM b:1 AS more")]
    [InlineData("FROM a:1 AS tools\nFROM b:1")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD029", lines));
}
