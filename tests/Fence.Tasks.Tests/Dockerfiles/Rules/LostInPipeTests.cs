namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class LostInPipeTests
{
    [Theory]
    [InlineData("RUN wget -O- https://x | sh", "2:5 FD012")]
    [InlineData("RUN a && b |& c", "2:10 FD012")]
    [InlineData("SHELL [\"/bin/sh\", \"-c\"]\nRUN a | b", "3:5 FD012")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD012", lines));

    [Theory]
    [InlineData("RUN a || b")]
    [InlineData("RUN set -o pipefail && a | b")]
    [InlineData("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b")]
    [InlineData("RUN echo 'a | b'")]
    [InlineData("RUN [\"a\", \"|\", \"b\"]")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD012", lines));
}
