namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class NeedsBuildKitTests
{
    [Theory]
    [InlineData("RUN --mount=type=cache,target=/a b", "2:1 FD039")]
    [InlineData("COPY --chmod=0755 a /a", "2:1 FD039")]
    [InlineData("COPY --link a /a", "2:1 FD039")]
    [InlineData("ADD --checksum=sha256:00 https://example.com/a /a", "2:1 FD039")]
    [InlineData("RUN <<X\na\nX", "2:1 FD039")]
    [InlineData("COPY <<X /a\na\nX", "2:1 FD039")]
    [InlineData("ONBUILD RUN --network=none a", "2:9 FD039")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD039", lines));

    [Theory]
    [InlineData("RUN a")]
    [InlineData("COPY --from=x --chown=a a /a")]
    [InlineData("RUN echo '<<X'")]
    [InlineData("HEALTHCHECK --interval=5s CMD a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD039", lines));
}
