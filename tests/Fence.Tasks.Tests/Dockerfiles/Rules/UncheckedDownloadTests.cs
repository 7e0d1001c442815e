namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class UncheckedDownloadTests
{
    [Theory]
    [InlineData("ADD https://example.com/a /a", "2:1 FD031")]
    [InlineData("ADD http://example.com/a.tar.gz /a", "2:1 FD031")]
    [InlineData("ADD [\"https://example.com/a\", \"/a\"]", "2:1 FD031")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD031", lines));

    [Theory]
    [InlineData("ADD --checksum=sha256:00 https://example.com/a /a")]
    [InlineData("COPY a /a")]
    [InlineData("ADD a.tar /a")]
    [InlineData("RUN curl https://example.com/a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD031", lines));
}
