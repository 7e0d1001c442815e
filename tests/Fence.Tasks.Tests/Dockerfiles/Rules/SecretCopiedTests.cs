namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class SecretCopiedTests
{
    private static string Places(string lines) => DockerfileExamples.PlacesOfLines(
        "FD037",
        lines,
        ("app/.env", "A=1"), ("app/.env.example", "A="), ("app/main", ""), ("repo/.git/config", ""), ("repo/.git/HEAD", ""), ("keys/id_rsa", ""), ("keys/id_rsa.pub", ""),
        ("tls/ca.pem", "-----BEGIN CERTIFICATE-----"), ("tls/own.key", "-----BEGIN RSA PRIVATE KEY-----"));

    [Theory]
    [InlineData("COPY app/.env /opt", "2:1 FD037")]
    [InlineData("COPY app /opt", "2:1 FD037")]
    [InlineData("ADD repo /opt", "2:1 FD037")]
    [InlineData("COPY keys /opt", "2:1 FD037")]
    [InlineData("COPY tls /opt", "2:1 FD037")]
    [InlineData("COPY app repo /opt/", "2:1 FD037, 2:1 FD037")]
    public void Catches(string lines, string places) => Assert.Equal(places, Places(lines));

    [Theory]
    [InlineData("COPY app/main /opt")]
    [InlineData("COPY app/.env.example /opt")]
    [InlineData("COPY keys/id_rsa.pub /opt")]
    [InlineData("COPY tls/ca.pem /opt")]
    [InlineData("COPY --from=x:1 app/.env /opt")]
    public void Does_not_catch(string lines) => Assert.Equal("", Places(lines));

    [Fact]
    public void Goes_by_the_name_where_the_context_is_not_known() => Assert.Equal(
        """
        Dockerfile:2:1: error FD037: .env goes into the image
          Leave it out with a line '.env' in .dockerignore, or copy only what is needed.
        """,
        Findings.Text(DockerfileExamples.Check("FD037", "FROM a\nCOPY .env /opt\n")));
}
