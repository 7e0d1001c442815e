namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class DistributionUpgradeTests
{
    [Theory]
    [InlineData("RUN apt-get update && apt-get dist-upgrade -y", "2:23 FD017")]
    [InlineData("RUN apt-get -y full-upgrade", "2:5 FD017")]
    [InlineData("RUN apt-get update \\\n && apt-get -qq dist-upgrade", "3:5 FD017")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD017", lines));

    [Theory]
    [InlineData("RUN apt-get upgrade -y")]
    [InlineData("RUN unattended-upgrades -d")]
    [InlineData("RUN apt-get update")]
    [InlineData("RUN apt-get install -y dist-upgrade")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD017", lines));
}
