namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SeveralCommandsTests
{
    [Theory]
    [InlineData("CMD a\nCMD b", "3:1 FD025")]
    [InlineData("ENTRYPOINT a\nENTRYPOINT b\nENTRYPOINT c", "3:1 FD025, 4:1 FD025")]
    [InlineData("HEALTHCHECK CMD a\nHEALTHCHECK NONE", "3:1 FD025")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD025", lines));

    [Theory]
    [InlineData("CMD a")]
    [InlineData("CMD a\nENTRYPOINT b")]
    [InlineData("CMD a\nFROM helion/stack-alsek:kato-patched\nCMD b")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD025", lines));
}
