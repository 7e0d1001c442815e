namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class RelativeTargetTests
{
    [Theory]
    [InlineData("COPY a b", "2:1 FD042")]
    [InlineData("ADD a .", "2:1 FD042")]
    [InlineData("COPY [\"a\", \"b\"]", "2:1 FD042")]
    [InlineData("FROM x:1 AS y\nWORKDIR /a\nFROM z:1\nCOPY a b", "5:1 FD042")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD042", lines));

    [Theory]
    [InlineData("COPY a /b")]
    [InlineData("WORKDIR /a\nCOPY a b")]
    [InlineData("COPY a $DIR/b")]
    [InlineData("COPY a \"/b\"")]
    [InlineData("FROM x:1 AS y\nWORKDIR /a\nFROM y\nCOPY a b")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD042", lines));
}
