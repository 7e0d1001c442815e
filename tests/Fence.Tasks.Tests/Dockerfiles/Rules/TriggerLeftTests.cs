namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class TriggerLeftTests
{
    [Theory]
    [InlineData("ONBUILD RUN a", "2:1 FD040")]
    [InlineData("RUN a\nONBUILD COPY a /a", "3:1 FD040")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD040", lines));

    [Theory]
    [InlineData("RUN a")]
    [InlineData("# ONBUILD RUN a")]
    [InlineData("RUN echo ONBUILD")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD040", lines));
}
