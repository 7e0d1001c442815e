namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class AddInsteadOfCopyTests
{
    [Theory]
    [InlineData("ADD motd /etc/motd", "2:1 FD023")]
    [InlineData("ADD . /opt", "2:1 FD023")]
    [InlineData("ADD [\"motd\", \"/etc/motd\"]", "2:1 FD023")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD023", lines));

    [Theory]
    [InlineData("COPY motd /etc/motd")]
    [InlineData("ADD hooks /etc/helion/hooks")]
    [InlineData("ADD ./hooks/ /etc/helion/hooks")]
    [InlineData("ADD agent.tar.gz /opt")]
    [InlineData("ADD agent.tgz /opt")]
    [InlineData("ADD agent.tar.xz /opt")]
    [InlineData("ADD https://example.com/motd /etc/motd")]
    [InlineData("ADD $FILE /etc")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD023", lines));
}
