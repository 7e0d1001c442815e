using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class UserLeftTests
{
    [Theory]
    [InlineData("USER helion", "2:1 FD024")]
    [InlineData("USER 1000:1000", "2:1 FD024")]
    [InlineData("USER root\nRUN a\nUSER nobody", "4:1 FD024")]
    [InlineData("ARG U=nobody\nUSER $U", "3:1 FD024")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD024", lines));

    [Theory]
    [InlineData("USER root")]
    [InlineData("USER 0")]
    [InlineData("USER root:root")]
    [InlineData("USER helion\nRUN a\nUSER root")]
    [InlineData("USER $WHO")]
    [InlineData("RUN a")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD024", lines));

    [Theory]
    [InlineData("USER root", "2:1 FD024")]
    [InlineData("USER helion", "")]
    public void Compares_with_the_user_of_the_base_where_it_is_known(string line, string places) =>
        Assert.Equal(places, Findings.Places(DockerfileExamples.Check("FD024", $"FROM a\n{line}\n", baseImage: new BaseImage { User = "helion" })));
}
