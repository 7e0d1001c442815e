namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SecretInRunTests
{
    [Theory]
    [InlineData("RUN AGENT_TOKEN=fake-0123456789 a", "2:17 FD036")]
    [InlineData("RUN a --password=fake-word", "2:7 FD036")]
    [InlineData("RUN a --agent-key fake0123456789abcd", "2:19 FD036")]
    [InlineData("RUN curl https://app:fakepass@example.com/a", "2:22 FD036")]
    [InlineData("RUN a license_key=fake0123456789", "2:7 FD036")]
    [InlineData("CMD curl https://app:fakepass@example.com/a", "2:22 FD036")]
    [InlineData("RUN <<X\ncurl https://app:fakepass@example.com/a\nX", "3:18 FD036")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD036", lines));

    [Theory]
    [InlineData("RUN a --password=$PASSWORD")]
    [InlineData("RUN a --password-file /run/a")]
    [InlineData("RUN curl https://example.com/a")]
    [InlineData("RUN a --key /etc/key")]
    [InlineData("RUN wget https://example.com/548C16BF.gpg")]
    [InlineData("RUN a b=c")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD036", lines));
}
