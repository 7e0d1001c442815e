namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class CopyFromNowhereTests
{
    [Theory]
    [InlineData("COPY --from=tools /a /a", "2:1 FD030")]
    [InlineData("FROM b:1 AS tools\nCOPY --from=tools /a /a", "3:1 FD030")]
    [InlineData("COPY --from=0 /a /a", "2:1 FD030")]
    [InlineData("COPY --from=later /a /a\nFROM b:1 AS later", "2:1 FD030")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD030", lines));

    [Theory]
    [InlineData("FROM b:1 AS tools\nFROM c:1\nCOPY --from=tools /a /a")]
    [InlineData("FROM b:1 AS tools\nFROM c:1\nCOPY --from=TOOLS /a /a")]
    [InlineData("FROM b:1\nCOPY --from=0 /a /a")]
    [InlineData("COPY --from=debian:12 /a /a")]
    [InlineData("COPY --from=$STAGE /a /a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD030", lines));
}
