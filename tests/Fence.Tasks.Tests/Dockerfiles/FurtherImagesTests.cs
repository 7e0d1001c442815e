using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

public sealed class FurtherImagesTests
{
    [Theory]
    [InlineData("FROM a:1\nCOPY . /\n", "a:1")]
    [InlineData("FROM b AS one\nFROM a\nFROM one\nFROM scratch\n", "a b")]
    [InlineData("FROM a AS one\nFROM b\nCOPY --from=one /x /x\nCOPY --from=0 /x /x\nCOPY --from=registry.example.com:5000/c@sha256:0 /x /x\n", "a b registry.example.com:5000/c@sha256:0")]
    [InlineData("FROM a AS one\nFROM a\nRUN --mount=type=bind,from=tools:1,target=/t --mount=type=cache,target=/c --mount=from=one,target=/o make\n", "a tools:1")]
    [InlineData("ARG TAG=1\nARG NAME=a:${TAG}\nFROM $NAME\n", "a:2")]
    [InlineData("ARG TAG\nFROM a:${TAG:-1}\n", "a:2")]
    [InlineData("ARG OTHER\nFROM a:$OTHER\n", "")]
    [InlineData("FROM a:$TAG\n", "")]
    [InlineData("FROM one\nFROM a AS one\n", "a one")]
    [InlineData("", "")]
    public void They_are_what_stages_start_from_and_what_is_copied_from_and_no_stage(string dockerfile, string images) => Assert.Equal(
        images,
        string.Join(' ', FurtherImages.Of(
            Dockerfile.Parse(dockerfile, "Dockerfile"), new Dictionary<string, string>(StringComparer.Ordinal) { ["TAG"] = "2" })));
}
