using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>A made-up authority, and what it vouches for.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 authority;

    public Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=made-up authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        authority = request.CreateSelfSigned(Now.AddYears(-2), Now.AddYears(2));
    }

    /// <summary>The authority's own certificate, in PEM.</summary>
    public string Authority => authority.ExportCertificatePem();

    /// <summary>A certificate for this machine's loopback address.</summary>
    /// <returns>The certificate and its key, in PEM.</returns>
    public (string Certificate, string Key) Issue(bool isExpired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=registry", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var (from, until) = isExpired ? (Now.AddYears(-1), Now.AddDays(-1)) : (Now.AddDays(-1), Now.AddYears(1));
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => authority.Dispose();
}
