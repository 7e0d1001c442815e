using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>What the canary cluster's Core node says of the images that its configuration named.</summary>
/// <param name="Key">The configuration key.</param>
/// <param name="Named">The image that it names first now; null where it names none.</param>
/// <param name="History">What changed it, the oldest first.</param>
public sealed record CanaryReading(string Key, string? Named, ImmutableArray<HistoryEntry> History)
{
    /// <summary>Asks the Core node.</summary>
    /// <exception cref="Diagnostics.FenceException">It could not be asked.</exception>
    public static async Task<CanaryReading> ReadAsync(ConfigKeyDefinition key, IKato kato, ICoreFiles core, CancellationToken cancellationToken)
    {
        var value = await kato.GetAsync(key, cancellationToken);
        return new CanaryReading(key.ToString(), value.Entries.FirstOrDefault(), await new ChangeHistory(core).ReadAsync(cancellationToken));
    }

    /// <summary>Since when the configuration has named an image first, without a break.</summary>
    /// <param name="digest">The image's manifest.</param>
    /// <param name="imageId">The image's ID, for changes of which no digest is known.</param>
    /// <returns>The time; null where it names another image now, or was changed past the history.</returns>
    public DateTimeOffset? NamedSince(string digest, string imageId)
    {
        var changes = History.Where(change => change.Key == Key).ToList();
        DateTimeOffset? since = null;
        for (var last = changes.Count - 1; last >= 0 && IsOf(changes, last, digest, imageId); last--)
        {
            since = changes[last].At;
            if (changes[last].Kind == ChangeKind.PutBack)
                break; // Another one was named for a moment.
        }

        return changes.Count > 0 && NamedBy(changes[^1]) == Named ? since : null;
    }

    /// <summary>The image that the last change that is known made it name; null where none is known.</summary>
    public string? LastKnown => History.LastOrDefault(change => change.Key == Key) is { } last ? NamedBy(last) : null;

    private static string? NamedBy(HistoryEntry change) => ConfigValue.FromJson(change.After).Entries.FirstOrDefault();

    // What is put back is what an earlier change made it; that one says which image it was.
    private static bool IsOf(List<HistoryEntry> changes, int index, string digest, string imageId)
    {
        var change = changes[index].Kind == ChangeKind.PutBack
            ? changes[..index].FindLast(earlier => earlier.Kind != ChangeKind.PutBack && earlier.Reference == NamedBy(changes[index]))
            : changes[index];
        return change is not null && (change.Digest is { } known ? known == digest : change.ImageId == imageId);
    }
}
