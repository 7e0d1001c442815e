using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Signatures;

/// <summary>Something that is said about an image, as in-toto has it (in-toto attestation framework, Statement v1).</summary>
/// <param name="Name">What the image is called.</param>
/// <param name="Digest">The digest that it is about, <c>sha256:…</c>.</param>
/// <param name="PredicateType">What kind of thing is said.</param>
/// <param name="Predicate">What is said, as JSON.</param>
public sealed record InTotoStatement(string Name, string Digest, string PredicateType, ReadOnlyMemory<byte> Predicate)
{
    /// <summary>The type of the payload in an envelope.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private const string Type = "https://in-toto.io/Statement/v1";
    private const string Algorithm = "sha256";

    /// <summary>Writes it.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["_type"] = Type,
        ["subject"] = new JsonArray(new JsonObject
        {
            ["name"] = Name,
            ["digest"] = new JsonObject { [Algorithm] = Digest[(Algorithm.Length + 1)..] },
        }),
        ["predicateType"] = PredicateType,
        ["predicate"] = JsonNode.Parse(Predicate.Span),
    }.ToJsonString());

    /// <summary>Reads one about a single image.</summary>
    /// <returns>The statement; null where these bytes are none, or one about several things.</returns>
    public static InTotoStatement? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonNode.Parse(bytes) is not JsonObject json || (string?)json["_type"] is not Type
                || json["subject"] is not JsonArray { Count: 1 } subjects || (string?)subjects[0]?["digest"]?[Algorithm] is not { } digest
                || (string?)json["predicateType"] is not { } type || json["predicate"] is not { } predicate)
                return null;
            var name = (string?)subjects[0]!["name"] ?? "";
            return new InTotoStatement(name, $"{Algorithm}:{digest}", type, Encoding.UTF8.GetBytes(predicate.ToJsonString()));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // Whatever it says, it is no statement.
        }
    }
}
