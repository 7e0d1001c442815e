using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Images.Differences;

namespace Fence.Tasks.Promotions;

/// <summary>What a release manager did: kept in <c>artifacts/promotion.json</c>, and in the registry beside the image.</summary>
public sealed record PromotionRecord
{
    /// <summary>What registries know the record by.</summary>
    public const string ArtifactType = "application/vnd.fence.promotion.v1+json";

    /// <summary>The form that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The form; a reader leaves others alone.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's name at its registry, with the tag.</summary>
    public required string Reference { get; init; }

    /// <summary>The digest that the channel names since then.</summary>
    public required string Digest { get; init; }

    /// <summary>The image ID.</summary>
    public required string ImageId { get; init; }

    /// <summary>Where it was taken from: registry, repository and what was asked for.</summary>
    public required string From { get; init; }

    /// <summary>The digest that the channel named before; null where it named none.</summary>
    public string? Former { get; init; }

    /// <summary>The tag under which the former digest stays reachable; null where there was none.</summary>
    public string? FormerTag { get; init; }

    /// <summary>Whether this took an earlier promotion back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Who did it, as the system knows them.</summary>
    public required string Who { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>The commit in the image's label; null where it has none.</summary>
    public string? Commit { get; init; }

    /// <summary>What had to hold, and did.</summary>
    public ImmutableArray<PromotionGate> Gates { get; init; } = [];

    /// <summary>What tells the image from the channel's former one; null where there was none, or a receipt was missing.</summary>
    public ImageDifference? Differences { get; init; }

    /// <summary>What the policy allowed then, by setting; null in records of a time when it was not noted.</summary>
    public ImmutableSortedDictionary<string, string>? Policy { get; init; }

    private static readonly PromotionJson Json = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>Writes it.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json.PromotionRecord), (byte)'\n'];

    /// <summary>Reads it.</summary>
    /// <returns>The record; null where these bytes are none, or one of a form that this program does not know.</returns>
    public static PromotionRecord? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Json.PromotionRecord) is { Schema: CurrentSchema } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Something that has to hold before an image is promoted.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Text">What was found, as a sentence without a full stop.</param>
public sealed record PromotionGate(string Name, bool Passed, string Text);

[JsonSerializable(typeof(PromotionRecord))]
internal sealed partial class PromotionJson : JsonSerializerContext;
