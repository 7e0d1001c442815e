using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fence.Tasks.Registries;

/// <summary>Names content in a registry (OCI image specification, "Content Descriptors").</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Size">The number of its bytes.</param>
public sealed record ContentDescriptor(string MediaType, string Digest, long Size)
{
    /// <summary>What kind of artifact a manifest is of; null for other content.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>What is said about it beside.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Reads one; null where the JSON is none.</summary>
    internal static ContentDescriptor? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "mediaType") is not { } type || Text(json, "digest") is not { } digest)
            return null;

        var size = json.TryGetProperty("size", out var given) && given.TryGetInt64(out var bytes) ? bytes : 0;
        return new ContentDescriptor(type, digest, size)
        {
            ArtifactType = Text(json, "artifactType"),
            Annotations = json.TryGetProperty("annotations", out var notes) && notes.ValueKind == JsonValueKind.Object
                ? notes.EnumerateObject()
                    .Where(note => note.Value.ValueKind == JsonValueKind.String)
                    .ToImmutableSortedDictionary(note => note.Name, note => note.Value.GetString()!, StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, string>.Empty,
        };
    }

    /// <summary>The JSON of it, always in the same order.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["mediaType"] = MediaType };
        if (ArtifactType is not null)
            json["artifactType"] = ArtifactType;
        json["digest"] = Digest;
        json["size"] = Size;
        if (Annotations.Count > 0)
            json["annotations"] = new JsonObject(Annotations.Select(note => KeyValuePair.Create(note.Key, (JsonNode?)note.Value)));
        return json;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
