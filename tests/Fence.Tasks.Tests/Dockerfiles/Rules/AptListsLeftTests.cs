namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AptListsLeftTests
{
    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y python", "2:5 FD015")]
    [InlineData("RUN rm -rf /var/lib/apt/lists/* && apt-get update", "2:36 FD015")]
    [InlineData("RUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*", "2:5 FD015")]
    [InlineData("RUN apt-get update && apt-get clean", "2:5 FD015")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD015", lines));

    [Theory]
    [InlineData("RUN apt-get update && apt-get install -y python && rm -rf /var/lib/apt/lists/*")]
    [InlineData("RUN apt-get update && rm -rf /var/lib/apt/lists")]
    [InlineData("RUN --mount=type=cache,target=/var/lib/apt apt-get update")]
    [InlineData("RUN apt-get install -y python")]
    [InlineData("FROM helion/stack-alsek:kato-patched\nRUN a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD015", lines));
}
