namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SeveralToAFileTests
{
    [Theory]
    [InlineData("COPY a b /c", "2:1 FD041")]
    [InlineData("ADD a b c", "2:1 FD041")]
    [InlineData("COPY [\"a\", \"b\", \"/c\"]", "2:1 FD041")]
    [InlineData("COPY --from=x:1 a b /c", "2:1 FD041")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD041", lines));

    [Theory]
    [InlineData("COPY a b /c/")]
    [InlineData("COPY a /c")]
    [InlineData("COPY a b .")]
    [InlineData("COPY [\"a\", \"b\", \"/c/\"]")]
    [InlineData("COPY a b $DIR")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD041", lines));
}
