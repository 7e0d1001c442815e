using System.Globalization;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Promotions.Gates;

/// <summary>The image has been on the canary cluster for the time asked.</summary>
public static class CanaryGate
{
    private const string Name = "canary";

    /// <summary>Judges what the cluster's Core node says.</summary>
    /// <param name="wanted">The cluster, and the time.</param>
    /// <param name="reading">What the Core node says; null where the cluster is made on this machine and does not run.</param>
    /// <param name="digest">The image's manifest.</param>
    /// <param name="imageId">The image's ID.</param>
    /// <param name="now">The time until which it counts.</param>
    public static PromotionGate Judge(ChannelCanary wanted, CanaryReading? reading, string digest, string imageId, DateTimeOffset now)
    {
        if (reading is null)
            return No($"{wanted.Cluster} does not run on this machine, and cannot say since when it has had the image");
        if (reading.NamedSince(digest, imageId) is { } since)
            return Judge(wanted, since, now);
        return reading.Named is null || reading.Named == reading.LastKnown
            ? No($"{reading.Key} of {wanted.Cluster} names {reading.Named ?? "nothing"} first, which is not {digest}")
            : No($"{reading.Key} of {wanted.Cluster} names {reading.Named} first, and its history knows nothing of that: it ends with {reading.LastKnown ?? "nothing"}");
    }

    private static PromotionGate Judge(ChannelCanary wanted, DateTimeOffset since, DateTimeOffset now)
    {
        var day = since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var text = $"{wanted.Cluster} has named it first for {Duration.Text(now - since)}, since {day} UTC; needed: {Duration.Text(wanted.For)}";
        return now - since >= wanted.For ? new PromotionGate(Name, Passed: true, text) : No(text);
    }

    private static PromotionGate No(string text) => new(Name, Passed: false, text);
}
