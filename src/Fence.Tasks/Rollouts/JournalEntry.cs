using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fence.Tasks.Rollouts;

/// <summary>A line of the journal.</summary>
public sealed record JournalEntry
{
    /// <summary>What happened.</summary>
    public required JournalStep Step { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The image, as the nodes pull it; on the first line.</summary>
    public string? Image { get; init; }

    /// <summary>Its ID; on the first line.</summary>
    public string? ImageId { get; init; }

    /// <summary>The cluster; on the first line.</summary>
    public string? Cluster { get; init; }

    /// <summary>The node or the wave that it happened to.</summary>
    public string? Name { get; init; }

    /// <summary>What was done, or why it failed.</summary>
    public string? Text { get; init; }

    /// <summary>As it stands in the file, with the end of the line.</summary>
    public string ToLine() => $"{JsonSerializer.Serialize(this, JournalJson.Default.JournalEntry)}\n";

    /// <summary>Reads a line; null when it is none of this program's.</summary>
    public static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a line of the journal is about.</summary>
public enum JournalStep
{
    /// <summary>A rollout began: the first line.</summary>
    Begun,

    /// <summary>An interrupted one was taken up again.</summary>
    Resumed,

    /// <summary>A node was seen to have the image.</summary>
    NodeDone,

    /// <summary>A node failed.</summary>
    NodeFailed,

    /// <summary>All nodes of a wave have the image.</summary>
    WaveDone,

    /// <summary>All nodes have the image: nothing is left to be resumed.</summary>
    Ended,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
