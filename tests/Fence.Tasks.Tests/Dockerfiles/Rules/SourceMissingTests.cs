namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SourceMissingTests
{
    private static string Places(string lines) =>
        DockerfileExamples.PlacesOfLines("FD011", lines, ("hooks/pre-running", ""), ("a b", ""));

    [Theory]
    [InlineData("COPY hook /x", "2:1 FD011")]
    [InlineData("ADD a /x", "2:1 FD011")]
    [InlineData("RUN a\nCOPY \\\n hooks missing /x", "3:1 FD011")]
    [InlineData("COPY [\"b a\", \"/x\"]", "2:1 FD011")]
    public void Catches(string lines, string places) => Assert.Equal(places, Places(lines));

    [Theory]
    [InlineData("COPY hooks /x")]
    [InlineData("COPY . /x")]
    [InlineData("COPY /hooks/pre-running /x")]
    [InlineData("COPY [\"a b\", \"/x\"]")]
    [InlineData("COPY --from=build nothing /x")]
    [InlineData("ADD https://example.com/file /x")]
    [InlineData("COPY $FILE /x")]
    [InlineData("COPY <<X /x\ntext\nX")]
    public void Does_not_catch(string lines) => Assert.Equal("", Places(lines));

    [Fact]
    public void Says_nothing_where_the_context_is_not_known() =>
        Assert.Empty(DockerfileExamples.Check("FD011", "FROM a\nCOPY missing /x\n"));

    [Fact]
    public void Tells_a_file_that_is_hidden_from_one_that_is_not_there() => Assert.Equal(
        """
        Dockerfile:2:1: error FD011: hidden/file is hidden by .dockerignore
          Let it in with a line '!hidden/file' at the end of .dockerignore.
        """,
        Findings.Text(DockerfileExamples.Check("FD011", "FROM a\nCOPY hidden/file /x\n", new ContextInMemory { Ignored = ["hidden/file"] })));
}
