using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fence.Tasks.Clusters;

namespace Fence.Tasks.Rollouts;

/// <summary>What changed a cluster's configuration, on the Core node: one line a change, the oldest first.</summary>
/// <param name="core">The files there.</param>
public sealed class ChangeHistory(ICoreFiles core)
{
    private const string FileName = "history";

    /// <summary>Reads it. A line that is torn is left out; one that was added twice, since an answer was lost, is there once.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public async Task<ImmutableArray<HistoryEntry>> ReadAsync(CancellationToken cancellationToken) =>
    [
        .. (await core.ReadAsync(FileName, cancellationToken))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(Parse).OfType<HistoryEntry>()
            .DistinctBy(entry => entry.Id, StringComparer.Ordinal),
    ];

    /// <summary>Adds a change.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public Task AddAsync(HistoryEntry change, CancellationToken cancellationToken) =>
        core.AppendAsync(FileName, JsonSerializer.Serialize(change, HistoryJson.Default.HistoryEntry), cancellationToken);

    /// <summary>The change to an image that was begun and whose end nobody saw; null when there is none.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public async Task<HistoryEntry?> ReadPendingAsync(string reference, CancellationToken cancellationToken) =>
        Parse(await core.ReadAsync(PendingName(reference), cancellationToken));

    /// <summary>Notes that a change is about to be made, unless another run has taken over the lock.</summary>
    /// <returns>Whether it was noted.</returns>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public Task<bool> BeginAsync(HistoryEntry change, string lockToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var line = $"{JsonSerializer.Serialize(change, HistoryJson.Default.HistoryEntry)}\n";
        return core.WriteAsync(PendingName(change.Reference), line, lockToken, cancellationToken);
    }

    /// <summary>Adds a change that was made, and takes away the note that it was about to be made.</summary>
    /// <exception cref="Diagnostics.FenceException">The Core node could not be asked.</exception>
    public async Task EndAsync(HistoryEntry change, string lockToken, CancellationToken cancellationToken)
    {
        await AddAsync(change, cancellationToken);
        await core.WriteAsync(PendingName(change.Reference), "", lockToken, cancellationToken);
    }

    // A file for each image: what a run to another image does must not make anybody forget that this one was never seen to serve.
    private static string PendingName(string reference) =>
        $"pending-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)))[..16]}";

    private static HistoryEntry? Parse(string line)
    {
        try
        {
            return string.IsNullOrWhiteSpace(line) ? null : JsonSerializer.Deserialize(line, HistoryJson.Default.HistoryEntry);
        }
        catch (JsonException)
        {
            return null; // Torn by a full disk or a crash: the lines around it still tell what they tell.
        }
    }
}

/// <summary>A change of the configuration.</summary>
public sealed record HistoryEntry
{
    /// <summary>What tells it from any other.</summary>
    public required string Id { get; init; }

    /// <summary>When, by the clock of the machine that made it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The person or the CI job.</summary>
    public required string Who { get; init; }

    /// <summary>The machine.</summary>
    public required string From { get; init; }

    /// <summary>What was done.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>The key: component and path.</summary>
    public required string Key { get; init; }

    /// <summary>The image that is named first now; empty where the change is about none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Its image ID; empty likewise.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Who answers for it, and why; null where nobody has to.</summary>
    public string? Acknowledged { get; init; }

    /// <summary>Its manifest's digest; null where it is not known.</summary>
    public string? Digest { get; init; }

    /// <summary>The commit that it was made from; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The former value, as kato printed it.</summary>
    public required string Before { get; init; }

    /// <summary>The new value, as JSON.</summary>
    public required string After { get; init; }
}

/// <summary>What a change of the configuration was for.</summary>
public enum ChangeKind
{
    /// <summary>An image was named first.</summary>
    Set,

    /// <summary>The same, to go back to an earlier one.</summary>
    RolledBack,

    /// <summary>A container did not start from the new value, and the former one was put back.</summary>
    PutBack,

    /// <summary>Applications were given rights, or these were taken from them.</summary>
    Privileges,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryEntry))]
internal sealed partial class HistoryJson : JsonSerializerContext;
