using System.Security.Cryptography;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Signatures;

/// <summary>A private key: ECDSA on the curve P-256, with SHA-256.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa key;

    private SigningKey(ECDsa key) => this.key = key;

    /// <summary>What the public key is known by.</summary>
    public string KeyId => TrustedKey.IdOf(key);

    /// <summary>Takes a key that is given as PEM, or as the file that has it.</summary>
    /// <param name="given">The PEM, or the file. It is in no message: it may be the key.</param>
    /// <param name="folder">The folder that a relative path starts from.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.BadInput"/>: there is no such file, or it is no such key.</exception>
    public static SigningKey Read(string given, string folder)
    {
        var made = ECDsa.Create();
        try
        {
            made.ImportFromPem(KeyText.Read(given, folder, "the signing key"));
            KeyText.RequireP256(made, "the signing key");
            made.SignHash(new byte[SHA256.HashSizeInBytes]); // A public key alone signs nothing.
            return new SigningKey(made);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            made.Dispose();
            throw KeyText.Refused("the signing key is no private key in PEM, or it is one with a password", "Make one: openssl ecparam -name prime256v1 -genkey -noout", broken);
        }
    }

    /// <summary>Signs.</summary>
    public DsseEnvelope Sign(string payloadType, ReadOnlyMemory<byte> payload) => new(payloadType, payload,
    [
        new DsseSignature(KeyId, key.SignData(
            DsseEnvelope.EncodeForSigning(payloadType, payload.Span), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
    ]);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
