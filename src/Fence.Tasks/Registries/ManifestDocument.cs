using System.Collections.Immutable;
using System.Text.Json;

namespace Fence.Tasks.Registries;

/// <summary>A manifest with the very bytes that a registry has, on which its digest depends.</summary>
/// <param name="MediaType">What it is.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record ManifestDocument(string MediaType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The digest of the bytes.</summary>
    public string Digest { get; } = ContentDigest.Of(Bytes.Span);

    /// <summary>How others refer to it.</summary>
    public ContentDescriptor Descriptor => new(MediaType, Digest, Bytes.Length);

    /// <summary>The configuration of an image; null for a list of manifests, and for what is no manifest at all.</summary>
    public ContentDescriptor? Config => Read(root => root.TryGetProperty("config", out var config) ? ContentDescriptor.Read(config) : null);

    /// <summary>The layers, the lowest first; empty for a list of manifests.</summary>
    public ImmutableArray<ContentDescriptor> Layers => List("layers");

    /// <summary>The manifests that a list names; empty for an image.</summary>
    public ImmutableArray<ContentDescriptor> Manifests => List("manifests");

    /// <summary>The manifest that this one is about; null for most.</summary>
    public ContentDescriptor? Subject => Read(root => root.TryGetProperty("subject", out var subject) ? ContentDescriptor.Read(subject) : null);

    /// <summary>What kind of artifact it is of, which for older artifacts is the type of their configuration.</summary>
    public string? ArtifactType => Read(root => root.TryGetProperty("artifactType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null)
        ?? Config?.MediaType;

    /// <summary>What is said about it inside.</summary>
    public ImmutableSortedDictionary<string, string> Annotations => Read(root =>
        root.TryGetProperty("annotations", out var notes) && notes.ValueKind == JsonValueKind.Object
            ? notes.EnumerateObject()
                .Where(note => note.Value.ValueKind == JsonValueKind.String)
                .ToImmutableSortedDictionary(note => note.Name, note => note.Value.GetString()!, StringComparer.Ordinal)
            : null) ?? ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the bytes are a JSON object at all.</summary>
    internal bool IsJson => Read(root => root.GetRawText()) is not null;

    private ImmutableArray<ContentDescriptor> List(string name) => Read(root =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(ContentDescriptor.Read).OfType<ContentDescriptor>().ToList()
            : null) is { } found ? [.. found] : [];

    private T? Read<T>(Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var json = JsonDocument.Parse(Bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null; // Whoever asks for a part of a manifest is told that there is none.
        }
    }
}
