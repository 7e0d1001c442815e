namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SudoersUnreadableTests
{
    [Theory]
    [InlineData("RUN echo \"helion ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"helion = /bin/a\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"helion ALL = agent\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"helion ALL = /bin/a,\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"helion ALL = (root /bin/a\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"Cmnd_Alias agent = /bin/a\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"Defaultsx\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    [InlineData("RUN echo \"helion ALL = NOPASSWD:\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a", "2:5 FD032")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD032", lines));

    [Theory]
    [InlineData("RUN echo \"helion ALL = (root) NOPASSWD: /bin/a, /bin/b c\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo 'helion ALL' > /tmp/a")]
    [InlineData("RUN echo \"# helion ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"Defaults:helion !requiretty\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"@includedir /etc/sudoers.d\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"%admin ALL = (ALL : ALL) ALL\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"helion ALL = !/bin/sh, sudoedit /etc/motd\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"Cmnd_Alias AGENT = /bin/a\\nhelion ALL = AGENT\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    [InlineData("RUN echo \"helion ALL = /bin/a -x\\, y\" > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD032", lines));
}
