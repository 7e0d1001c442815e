namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SudoersModeTests
{
    [Theory]
    [InlineData("COPY sudoers /etc/sudoers.d/a", "2:1 FD033")]
    [InlineData("RUN echo 'helion ALL = /bin/a' > /etc/sudoers.d/a", "2:5 FD033")]
    [InlineData("COPY sudoers /etc/sudoers.d/a\nRUN chmod 0644 /etc/sudoers.d/a", "2:1 FD033")]
    [InlineData("COPY --chmod=0644 sudoers /etc/sudoers.d/a", "2:1 FD033")]
    [InlineData("RUN chmod 0440 /etc/sudoers.d/a\nCOPY sudoers /etc/sudoers.d/a", "3:1 FD033")]
    [InlineData("COPY sudoers /etc/sudoers.d/", "2:1 FD033")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD033", lines, ("sudoers", "")));

    [Theory]
    [InlineData("COPY sudoers /etc/sudoers.d/a\nRUN chmod 0440 /etc/sudoers.d/a")]
    [InlineData("COPY sudoers /etc/sudoers.d/a\nRUN chmod 440 /etc/sudoers.d/*")]
    [InlineData("COPY sudoers /etc/sudoers.d/a\nRUN chmod -R 0440 /etc/sudoers.d")]
    [InlineData("COPY --chmod=0440 sudoers /etc/sudoers.d/a")]
    [InlineData("RUN echo 'helion ALL = /bin/a' > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("COPY sudoers /tmp/a\nRUN install -m 0440 /tmp/a /etc/sudoers.d/a")]
    [InlineData("RUN echo x >> /etc/sudoers")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD033", lines, ("sudoers", "")));
}
