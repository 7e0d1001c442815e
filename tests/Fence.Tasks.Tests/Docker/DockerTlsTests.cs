using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Tests.Docker;

/// <summary>An engine's port with TLS, as Docker's daemon offers it: both sides show a certificate of the same authority.</summary>
public sealed class DockerTlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-tls-").FullName;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public DockerTlsTests() => listener.Start();

    public void Dispose()
    {
        listener.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_engine_sees_this_clients_certificate_and_its_answer_is_read()
    {
        using var authority = Authority("the authority");
        Write("ca.pem", authority.ExportCertificatePem());
        using var mine = Issue(authority, "the client");
        WriteClient(mine);
        using var theirs = Issue(authority, "127.0.0.1");
        var serving = ServeVersionAsync(theirs);

        using var docker = DockerTransport.CreateClient(new SharedConnections(Dial()), apiVersion: null);
        var version = await docker.System.GetVersionAsync(TestContext.Current.CancellationToken);

        Assert.Equal("CN=the client", await serving);
        Assert.Equal("27.0.1", version.Version);
    }

    [Fact]
    public async Task An_engine_that_another_authority_vouches_for_is_not_spoken_to()
    {
        using var authority = Authority("the authority");
        using var stranger = Authority("a stranger");
        Write("ca.pem", authority.ExportCertificatePem());
        using var mine = Issue(authority, "the client");
        WriteClient(mine);
        using var theirs = Issue(stranger, "127.0.0.1");
        var serving = ServeVersionAsync(theirs);

        using var docker = DockerTransport.CreateClient(new SharedConnections(Dial()), apiVersion: null);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => docker.System.GetVersionAsync(TestContext.Current.CancellationToken));

        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    [Fact]
    public void Missing_files_are_told_with_the_folder_that_lacks_them()
    {
        var error = Assert.Throws<FenceException>(() => DockerTls.For(new DockerEndpoint.Tcp("dea-1", 2376), Environment()));

        Assert.Equal(ExitCode.BadInput, error.Exit);
        Assert.StartsWith($"tcp://dea-1:2376 wants TLS, and {folder} has no usable ca.pem, cert.pem and key.pem: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2375, "", false)]
    [InlineData(2375, "1", true)]
    [InlineData(2376, "", true)]
    public void The_port_or_the_variable_asks_for_TLS(int port, string verify, bool wanted)
    {
        using var authority = Authority("the authority");
        Write("ca.pem", authority.ExportCertificatePem());
        using var mine = Issue(authority, "the client");
        WriteClient(mine);

        Assert.Equal(wanted, DockerTls.For(new DockerEndpoint.Tcp("dea-1", port), Environment(verify)) is not null);
    }

    private Func<CancellationToken, ValueTask<Stream>> Dial()
    {
        var endpoint = new DockerEndpoint.Tcp("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        return Assert.Single(DockerTransport.Dials(endpoint, shell: null, DockerTls.For(endpoint, Environment("1"))));
    }

    private Func<string, string?> Environment(string verify = "") => name => name switch
    {
        "DOCKER_CERT_PATH" => folder,
        "DOCKER_TLS_VERIFY" => verify,
        _ => null,
    };

    private async Task<string> ServeVersionAsync(X509Certificate2 certificate)
    {
        using var connection = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = new SslStream(connection.GetStream());
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            },
            TestContext.Current.CancellationToken);
        var request = new byte[4096];
        Assert.NotEqual(0, await stream.ReadAsync(request, TestContext.Current.CancellationToken));
        const string Body = "{\"Version\":\"27.0.1\",\"ApiVersion\":\"1.46\"}";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"),
            TestContext.Current.CancellationToken);
        return stream.RemoteCertificate!.Subject;
    }

    private void WriteClient(X509Certificate2 certificate)
    {
        Write("cert.pem", certificate.ExportCertificatePem());
        Write("key.pem", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (IPAddress.TryParse(name, out var address))
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority, now.AddHours(-12), now.AddHours(12), RandomNumberGenerator.GetBytes(8));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }
}
