using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Docker.Tests.Registries;

/// <summary>
/// A token server as Docker's registry describes it: for the right password it signs what may be done, and the registry believes the
/// certificate that it signs with.
/// </summary>
internal sealed class TokenServer : IDisposable
{
    public const string Service = "made-up-registry";
    public const string Issuer = "made-up-issuer";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;
    private readonly ScriptedRegistry server;

    public TokenServer()
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=made-up tokens", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        server = new ScriptedRegistry(Answer);
    }

    public string Address => server.Address;

    public string Certificate => certificate.ExportCertificatePem();

    public void Dispose()
    {
        server.Dispose();
        certificate.Dispose();
        key.Dispose();
    }

    private Reply Answer(Asked asked)
    {
        var right = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}"))}";
        if (asked.Authorization != right)
            return new Reply(401);

        var access = asked.Path.Split('?', 2)[1].Split('&')
            .Where(part => part.StartsWith("scope=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part["scope=".Length..]).Split(':'))
            .Select(scope => new { type = scope[0], name = scope[1], actions = scope[2].Split(',') })
            .ToList();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = Encode(new { typ = "JWT", alg = "ES256", x5c = new[] { Convert.ToBase64String(certificate.RawData) } });
        var claims = Encode(new { iss = Issuer, sub = TestRegistry.User, aud = Service, exp = now + 300, nbf = now - 30, iat = now, jti = "1", access });
        var signature = Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256));
        return new Reply(200, JsonSerializer.Serialize(new { token = $"{header}.{claims}.{signature}", expires_in = 300 }));
    }

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
