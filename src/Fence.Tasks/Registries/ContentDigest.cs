using System.Buffers;
using System.Security.Cryptography;

namespace Fence.Tasks.Registries;

/// <summary>Digests of content (OCI image specification, "Digests").</summary>
public static class ContentDigest
{
    private const string Sha256 = "sha256:";
    private const int HexLength = 64;
    private const int ShortLength = 12;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The SHA-256 digest of some bytes: <c>sha256:…</c>.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Text(SHA256.HashData(bytes));

    /// <summary>Whether a text is a digest of this kind.</summary>
    public static bool Is(string text) =>
        text.Length == Sha256.Length + HexLength
        && text.StartsWith(Sha256, StringComparison.Ordinal)
        && text.AsSpan(Sha256.Length).IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>The first twelve digits, as Docker shows IDs; a text that is shorter as a whole.</summary>
    public static string Abbreviate(string digest)
    {
        var digits = digest.Replace(Sha256, "", StringComparison.Ordinal);
        return digits[..Math.Min(digits.Length, ShortLength)];
    }

    /// <summary>The digest of what was added to a hash piece by piece.</summary>
    internal static string Of(IncrementalHash hash) => Text(hash.GetHashAndReset());

    private static string Text(byte[] hash) => $"{Sha256}{Convert.ToHexStringLower(hash)}";
}
