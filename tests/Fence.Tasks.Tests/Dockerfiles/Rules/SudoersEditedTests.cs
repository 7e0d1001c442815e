namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SudoersEditedTests
{
    [Theory]
    [InlineData("RUN echo \"helion ALL = /bin/x\" >> /etc/sudoers", "2:5 FD007")]
    [InlineData("RUN echo x | tee -a /etc/sudoers", "2:14 FD007")]
    [InlineData("RUN sed -i s/a/b/ /etc/sudoers", "2:5 FD007")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD007", lines));

    [Theory]
    [InlineData("RUN echo \"helion ALL = /bin/x\" > /etc/sudoers.d/x")]
    [InlineData("COPY sudoers /etc/sudoers.d/x")]
    [InlineData("RUN cat /etc/sudoers")]
    [InlineData("RUN visudo -cf /etc/sudoers")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD007", lines));
}
