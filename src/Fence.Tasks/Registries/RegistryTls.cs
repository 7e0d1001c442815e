using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Registries;

/// <summary>
/// TLS to one host: this machine's authorities, and beside them those of Docker's <c>certs.d/HOST:PORT</c> (every <c>*.crt</c>) and of the
/// definition. A client certificate, <c>*.cert</c> with its <c>*.key</c>, is shown to that host only.
/// </summary>
internal sealed class RegistryTls
{
    private readonly TimeProvider clock;
    private readonly X509Certificate2Collection authorities = [];
    private readonly X509CertificateCollection client = [];

    private RegistryTls(TimeProvider clock) => this.clock = clock;

    /// <summary>Why the last server was not believed; null where it was.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Reads the files for a host.</summary>
    /// <param name="address">The host, with its port where it is not the usual one.</param>
    /// <param name="folders">The folders <c>certs.d</c>, whether they are there or not.</param>
    /// <param name="extra">A further file with authorities; null for none.</param>
    /// <param name="clock">Says whether a certificate is expired.</param>
    /// <exception cref="FenceException">A file is there and cannot be used.</exception>
    public static RegistryTls For(string address, IEnumerable<string> folders, string? extra, TimeProvider clock)
    {
        var tls = new RegistryTls(clock);
        if (extra is not null)
            Read(extra, path => tls.authorities.ImportFromPemFile(path));
        foreach (var folder in folders.Select(folder => Path.Combine(folder, address)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.crt").Order(StringComparer.Ordinal))
                Read(file, path => tls.authorities.ImportFromPemFile(path));
            foreach (var file in Directory.EnumerateFiles(folder, "*.cert").Order(StringComparer.Ordinal))
                Read(file, path => tls.client.Add(X509Certificate2.CreateFromPemFile(path, Path.ChangeExtension(path, ".key"))));
        }

        return tls;
    }

    /// <summary>The folders that Docker's own engine looks into, and those of an engine without root.</summary>
    public static IEnumerable<string> Folders(Func<string, string?> environment)
    {
        yield return "/etc/docker/certs.d";
        var home = environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(environment("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : Path.Combine(home, ".config"), "docker", "certs.d");
    }

    /// <summary>How connections are made.</summary>
    public SslClientAuthenticationOptions Options() => new()
    {
        ClientCertificates = client.Count > 0 ? client : null,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Believes(certificate, chain, errors),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
    };

    private bool Believes(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Complaint = errors == SslPolicyErrors.None ? null : Judge(certificate as X509Certificate2, chain, errors);
        return Complaint is null;
    }

    private string? Judge(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return "shows no certificate";
        var now = clock.GetUtcNow().UtcDateTime;
        if (now > certificate.NotAfter.ToUniversalTime())
            return $"has a certificate that expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
        if (now < certificate.NotBefore.ToUniversalTime())
            return $"has a certificate that holds only from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} on";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"has a certificate for another name: {certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)}";
        return IsVouchedFor(certificate, chain) ? null : $"has a certificate of an authority that is not known here: {certificate.Issuer}";
    }

    private bool IsVouchedFor(X509Certificate2 certificate, X509Chain? shown)
    {
        if (authorities.Count == 0)
            return false;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in shown?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }

    private static void Read(string file, Action<string> read)
    {
        try
        {
            read(file);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new FenceException(
                ExitCode.BadInput,
                Diagnostic.Error("FR010", $"{file} cannot be used as a certificate: {unusable.Message}", "It has to be PEM; a *.cert needs its *.key beside it"),
                unusable);
        }
    }
}
