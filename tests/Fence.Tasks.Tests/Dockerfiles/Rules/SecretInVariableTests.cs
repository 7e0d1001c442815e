namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SecretInVariableTests
{
    [Theory]
    [InlineData("ENV AGENT_TOKEN=fake-0123456789abcdef", "2:5 FD035")]
    [InlineData("ENV A=1 DB_PASSWORD=fake-word", "2:9 FD035")]
    [InlineData("ARG AGENT_KEY=fake0123456789", "2:5 FD035")]
    [InlineData("LABEL agent.password=\"fake-word\"", "2:7 FD035")]
    [InlineData("ENV DATABASE_URL=postgres://app:fakepass@db/app", "2:5 FD035")]
    [InlineData("ENV AGENT_TOKEN fake-0123456789abcdef", "2:5 FD035")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD035", lines));

    [Theory]
    [InlineData("ARG AGENT_TOKEN")]
    [InlineData("ENV AGENT_TOKEN=$TOKEN")]
    [InlineData("ENV PATH=/opt/bin:$PATH")]
    [InlineData("ENV AGENT_TOKEN_FILE=/run/token")]
    [InlineData("ENV LANG=en_US.UTF-8")]
    [InlineData("ENV A=1")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD035", lines));
}
