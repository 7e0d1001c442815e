using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Signatures;

/// <summary>Bytes with signatures over them, as the Dead Simple Signing Envelope has it (DSSE 1.0.0, protocol and envelope).</summary>
/// <param name="PayloadType">What the bytes are.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="Signatures">The signatures.</param>
public sealed record DsseEnvelope(string PayloadType, ReadOnlyMemory<byte> Payload, ImmutableArray<DsseSignature> Signatures)
{
    /// <summary>What registries and programs know an envelope by.</summary>
    public const string MediaType = "application/vnd.dsse.envelope.v1+json";

    /// <summary>
    /// The bytes that are signed: type and payload with their lengths in decimal digits, so that no payload of one type can be taken for one
    /// of another (DSSE protocol, "PAE").
    /// </summary>
    public static byte[] EncodeForSigning(string payloadType, ReadOnlySpan<byte> payload)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }

    /// <summary>Writes it.</summary>
    public byte[] Write()
    {
        var json = new JsonObject
        {
            ["payload"] = Convert.ToBase64String(Payload.Span),
            ["payloadType"] = PayloadType,
            ["signatures"] = new JsonArray([.. Signatures.Select(each => new JsonObject
            {
                ["keyid"] = each.KeyId,
                ["sig"] = Convert.ToBase64String(each.Value.Span),
            })]),
        };
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>Reads one; base64 may be the usual or that of URLs, and keys need not be named, as the specification allows.</summary>
    /// <returns>The envelope; null where these bytes are none.</returns>
    public static DsseEnvelope? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonNode.Parse(bytes) is not JsonObject json || json["signatures"] is not JsonArray signatures)
                return null;
            return new DsseEnvelope(
                (string)json["payloadType"]!,
                Decode((string)json["payload"]!),
                [.. signatures.Select(each => new DsseSignature((string?)each!["keyid"], Decode((string)each["sig"]!)))]);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException or ArgumentNullException or NullReferenceException)
        {
            return null; // Whoever looks for a signature has found none.
        }
    }

    private static byte[] Decode(string text) => text.AsSpan().ContainsAny('-', '_') ? Base64Url.DecodeFromChars(text) : Convert.FromBase64String(text);
}

/// <summary>A signature over an envelope's type and payload.</summary>
/// <param name="KeyId">A hint at the key; nothing to be believed.</param>
/// <param name="Value">The signature: for ECDSA two numbers in DER.</param>
public sealed record DsseSignature(string? KeyId, ReadOnlyMemory<byte> Value);
