namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SudoForEverythingTests
{
    [Theory]
    [InlineData("RUN echo \"helion ALL = NOPASSWD: ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD034")]
    [InlineData("RUN echo \"helion ALL=(ALL:ALL) NOPASSWD:ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD034")]
    [InlineData("RUN echo \"%sudo ALL = (root) NOPASSWD: SETENV: ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD034")]
    [InlineData("RUN echo \"helion ALL = NOPASSWD: /bin/a, ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD034")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD034", lines));

    [Theory]
    [InlineData("RUN echo \"helion ALL = NOPASSWD: /bin/a\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo 'helion ALL = NOPASSWD: ALL' > /tmp/a")]
    [InlineData("RUN echo \"# helion ALL = NOPASSWD: ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"root ALL = NOPASSWD: ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"ALL ALL = NOPASSWD: /bin/a\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD034", lines));
}
