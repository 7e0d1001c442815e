namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class CdInRunTests
{
    [Theory]
    [InlineData("RUN cd /opt", "2:5 FD020")]
    [InlineData("RUN cd /opt && make", "2:5 FD020")]
    [InlineData("RUN a; cd /opt; b", "2:8 FD020")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD020", lines));

    [Theory]
    [InlineData("WORKDIR /opt")]
    [InlineData("RUN echo cd /opt")]
    [InlineData("RUN [\"cd\", \"/opt\"]")]
    [InlineData("RUN make -C /opt")]
    [InlineData("CMD cd /opt")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD020", lines));
}
