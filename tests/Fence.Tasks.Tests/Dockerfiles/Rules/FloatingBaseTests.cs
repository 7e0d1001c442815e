namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class FloatingBaseTests
{
    [Theory]
    [InlineData("FROM helion/stack-alsek\n", "1:1 FD003")]
    [InlineData("FROM helion/stack-alsek:latest\n", "1:1 FD003")]
    [InlineData("FROM registry:5000/x\n", "1:1 FD003")]
    public void Catches(string text, string places) => Assert.Equal(places, DockerfileExamples.Places("FD003", text));

    [Theory]
    [InlineData("FROM helion/stack-alsek:kato-patched\n")]
    [InlineData("FROM helion/stack-alsek@sha256:0123\n")]
    [InlineData("FROM scratch\n")]
    [InlineData("FROM a:1 AS b\nFROM b\n")]
    [InlineData("FROM $X\n")]
    public void Does_not_catch(string text) => Assert.Equal("", DockerfileExamples.Places("FD003", text));
}
