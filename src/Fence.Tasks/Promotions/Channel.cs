using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Registries;

namespace Fence.Tasks.Promotions;

/// <summary>A channel at its registry: a tag, and beside it dated tags of what the channel was before.</summary>
/// <param name="Name">The channel's name, which is the tag.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Registry">The registry, as this machine reaches it.</param>
/// <param name="Address">The registry's address as nodes know it.</param>
public sealed partial record Channel(string Name, string Repository, IRegistryStore Registry, string Address)
{
    /// <summary>What people and clusters call it.</summary>
    public string Reference => $"{Address}/{Repository}:{Name}";

    /// <summary>What the channel names; null where it names nothing yet.</summary>
    public Task<string?> FindDigestAsync(CancellationToken cancellationToken) => Registry.HeadManifestAsync(Repository, Name, cancellationToken);

    /// <summary>The tag under which a digest stays reachable, <c>stable-2026.11.24</c>; a second one of a day gets a number.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="day">The day.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task<string> DatedTagAsync(string digest, DateTimeOffset day, CancellationToken cancellationToken)
    {
        var dated = $"{Name}-{day.UtcDateTime.ToString("yyyy.MM.dd", CultureInfo.InvariantCulture)}";
        for (var number = 1; ; number++)
        {
            var tag = number == 1 ? dated : string.Create(CultureInfo.InvariantCulture, $"{dated}-{number}");
            if (await Registry.HeadManifestAsync(Repository, tag, cancellationToken) is not { } other || other == digest)
                return tag;
        }
    }

    /// <summary>Whether a tag is one that <see cref="DatedTagAsync"/> makes for a channel.</summary>
    public static bool IsDated(string channel, string tag) => tag.StartsWith($"{channel}-", StringComparison.Ordinal) && Dated().IsMatch(tag[(channel.Length + 1)..]);

    [GeneratedRegex(@"^\d{4}\.\d{2}\.\d{2}(-\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Dated();

    /// <summary>The latest promotion, not undone since, that made the channel name a digest; null where nobody noted one.</summary>
    public async Task<PromotionRecord?> FindPromotionAsync(string digest, CancellationToken cancellationToken)
    {
        var records = new List<PromotionRecord>();
        await foreach (var found in new ArtifactStore(Registry).ReadAllAsync(Repository, digest, PromotionRecord.ArtifactType, cancellationToken))
        {
            if (PromotionRecord.Read(found.Bytes.Span) is { } record)
                records.Add(record);
        }

        return records.Where(record => record.Channel == Name && !record.IsUndo).MaxBy(record => record.When);
    }
}
