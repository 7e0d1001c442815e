namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class WgetAndCurlTests
{
    [Theory]
    [InlineData("RUN wget https://a\nRUN curl https://b", "3:5 FD027")]
    [InlineData("RUN curl https://a && wget https://b", "2:23 FD027")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD027", lines));

    [Theory]
    [InlineData("RUN curl https://a\nRUN curl https://b")]
    [InlineData("RUN wget https://a")]
    [InlineData("RUN apt-get install -y wget curl")]
    [InlineData("RUN curl https://a\nFROM helion/stack-alsek:kato-patched\nRUN wget https://b")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD027", lines));
}
