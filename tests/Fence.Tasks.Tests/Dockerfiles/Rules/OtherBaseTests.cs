using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class OtherBaseTests
{
    [Theory]
    [InlineData("FROM debian:12\n", "1:1 FD002")]
    [InlineData("FROM helion/stack-alsek:other\n", "1:1 FD002")]
    [InlineData("# x\nFROM registry:5000/helion/stack-alsek:kato-patched\n", "2:1 FD002")]
    [InlineData("FROM $BASE\n", "1:1 FD002")]
    [InlineData("FROM debian:12 AS a\nFROM a\n", "1:1 FD002")]
    public void Catches(string text, string places) => Assert.Equal(places, DockerfileExamples.Places("FD002", text));

    [Theory]
    [InlineData("FROM helion/stack-alsek:kato-patched\n")]
    [InlineData("FROM docker.io/helion/stack-alsek:kato-patched\n")]
    [InlineData("FROM helion/stack-alsek\n")]
    [InlineData("FROM helion/stack-alsek:latest\n")]
    [InlineData("ARG BASE=helion/stack-alsek:kato-patched\nFROM ${BASE}\n")]
    [InlineData("FROM debian:12 AS tools\nFROM helion/stack-alsek:kato-patched\nCOPY --from=tools /a /a\n")]
    [InlineData("")]
    public void Does_not_catch(string text) => Assert.Equal("", DockerfileExamples.Places("FD002", text));

    [Fact]
    public void Says_both_images() => Assert.Equal(
        """
        Dockerfile:1:1: error FD002: the image starts from debian:12, and fence.yml says helion/stack-alsek:kato-patched
          Write 'FROM helion/stack-alsek:kato-patched', or change image.base in fence.yml.
        """,
        Findings.Text(DockerfileExamples.Check("FD002", "FROM debian:12\n")));

    [Fact]
    public void Takes_the_image_that_the_configuration_names_as_well()
    {
        var inConfiguration = new BaseImage { InConfiguration = "example/other:1" };

        Assert.Empty(DockerfileExamples.Check("FD002", "FROM example/other:1\n", baseImage: inConfiguration));
        Assert.Empty(DockerfileExamples.Check("FD002", "FROM helion/stack-alsek:kato-patched\n", baseImage: inConfiguration));
        Assert.Equal("1:1 FD002", Findings.Places(DockerfileExamples.Check("FD002", "FROM example/other:2\n", baseImage: inConfiguration)));
    }

    [Fact]
    public void A_configuration_without_a_tag_leaves_the_tag_to_the_Dockerfile()
    {
        var inConfiguration = new BaseImage { InConfiguration = "example/other" };

        Assert.Empty(DockerfileExamples.Check("FD002", "FROM example/other:kato-patched\n", baseImage: inConfiguration));
        Assert.Equal("1:1 FD002", Findings.Places(DockerfileExamples.Check("FD002", "FROM example/another:kato-patched\n", baseImage: inConfiguration)));
    }
}
