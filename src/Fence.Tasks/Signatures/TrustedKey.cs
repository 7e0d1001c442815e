using System.Collections.Immutable;
using System.Security.Cryptography;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Signatures;

/// <summary>A public key that is believed: ECDSA on the curve P-256, with SHA-256.</summary>
public sealed class TrustedKey
{
    private readonly ImmutableArray<byte> publicKey;

    private TrustedKey(ECDsa key)
    {
        publicKey = [.. key.ExportSubjectPublicKeyInfo()];
        Id = IdOf(key);
    }

    /// <summary>What it is known by: the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public string Id { get; }

    /// <summary>Takes a key that is given as PEM, or as the file that has it.</summary>
    /// <param name="given">The PEM, or the file.</param>
    /// <param name="folder">The folder that a relative path starts from.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: there is no such file, or it is no such key.</exception>
    public static TrustedKey Read(string given, string folder)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(KeyText.Read(given, folder, "a key of 'trust'"));
            KeyText.RequireP256(key, "a key of 'trust'");
            return new TrustedKey(key);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            throw KeyText.Refused("a key of 'trust' in fence.yml is no public key in PEM", "Take it from the private one: openssl ec -in key.pem -pubout", broken);
        }
    }

    /// <summary>Whether one of an envelope's signatures was made with this key over what it holds now.</summary>
    public bool Vouches(DsseEnvelope envelope)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey.AsSpan(), out _);
        var signed = DsseEnvelope.EncodeForSigning(envelope.PayloadType, envelope.Payload.Span);
        return envelope.Signatures.Any(each =>
            key.VerifyData(signed, each.Value.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
}
