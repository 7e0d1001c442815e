using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class TooManyLayersTests
{
    private static string Places(int runs, int? below, string start = "FROM a\n") => Findings.Places(DockerfileExamples.Check(
        "FD038", start + string.Concat(Enumerable.Repeat("RUN a\n", runs)), baseImage: new BaseImage { Layers = below }));

    [Theory]
    [InlineData(127, null, "128:1 FD038")]
    [InlineData(200, null, "128:1 FD038")]
    [InlineData(1, 127, "2:1 FD038")]
    [InlineData(8, 120, "9:1 FD038")]
    public void Catches(int runs, int? below, string place) => Assert.Equal(place, Places(runs, below));

    [Theory]
    [InlineData(126, null)]
    [InlineData(0, 127)]
    [InlineData(7, 120)]
    public void Does_not_catch(int runs, int? below) => Assert.Equal("", Places(runs, below));

    [Fact]
    public void Does_not_count_what_makes_no_layer_or_is_another_image() =>
        Assert.Equal("", Places(3, 124, "FROM b AS tools\nRUN a\nRUN b\nFROM a\nENV A=1\nUSER root\n"));

    [Fact]
    public void Counts_the_stages_that_the_image_is_built_on() => Assert.Equal("6:1 FD038", Places(2, 124, "FROM b AS tools\nRUN a\nRUN b\nFROM tools\n"));
}
