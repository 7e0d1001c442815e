using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>TLS to an engine's port, by the variables and files that Docker's own command uses.</summary>
internal sealed class DockerTls
{
    // The port that engines listen on with TLS; 2375 is the one without.
    private const int TlsPort = 2376;

    private readonly X509Certificate2 client;
    private readonly X509Certificate2Collection authorities;

    private DockerTls(X509Certificate2 client, X509Certificate2Collection authorities)
    {
        this.client = client;
        this.authorities = authorities;
    }

    /// <summary>
    /// What to use for a port: TLS where <c>DOCKER_TLS_VERIFY</c> is set or the port is 2376, with <c>ca.pem</c>, <c>cert.pem</c> and
    /// <c>key.pem</c> from <c>DOCKER_CERT_PATH</c>, or from <c>~/.docker</c>.
    /// </summary>
    /// <returns>The files' content; null for a port without TLS.</returns>
    /// <exception cref="FenceException">A file is missing or is no certificate or key.</exception>
    public static DockerTls? For(DockerEndpoint.Tcp endpoint, Func<string, string?> environment)
    {
        if (string.IsNullOrEmpty(environment("DOCKER_TLS_VERIFY")) && endpoint.Port != TlsPort)
            return null;

        var folder = environment("DOCKER_CERT_PATH") is { Length: > 0 } path
            ? path
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        try
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
            return new DockerTls(
                X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem")), trusted);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FenceException(
                ExitCode.BadInput,
                Diagnostic.Error(
                    "FE004",
                    $"{endpoint} wants TLS, and {folder} has no usable ca.pem, cert.pem and key.pem: {unusable.Message}",
                    "Set DOCKER_CERT_PATH to the folder that has them"),
                unusable);
        }
    }

    /// <summary>How a connection is made: this client's certificate, and a server that these authorities vouch for, under its own name.</summary>
    public SslClientAuthenticationOptions Options(string host)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(authorities);
        return new SslClientAuthenticationOptions { TargetHost = host, ClientCertificates = [client], CertificateChainPolicy = trust };
    }
}
