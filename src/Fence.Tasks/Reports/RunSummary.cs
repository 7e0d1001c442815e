using System.Collections.Immutable;
using Fence.Tasks.Containers;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Reports;

/// <summary>The dozen lines at the end of a run: what is where now, and what it was before.</summary>
public static class RunSummary
{
    private const int LabelWidth = 11;

    /// <summary>Renders a record as far as the run has come.</summary>
    /// <param name="record">The record.</param>
    /// <param name="since">When this part of the run began: stages that ended before are not timed again.</param>
    public static IReadOnlyList<string> Lines(RunRecord record, DateTimeOffset since)
    {
        var stages = record.Stages.RemoveAll(stage => stage.EndedAt < since);
        return
        [
            Row("cluster", record.Cluster),
            .. record.Built is { } built ? BuiltRows(built) : [],
            .. record.Verified is { } verified ? [Row("verified", VerifiedText(verified))] : ImmutableArray<string>.Empty,
            .. record.Published is { } published ? PublishedRows(published) : [],
            .. record.Rollout is { } rollout ? rollout.Deas.Select(dea => Row(dea.Node, DeaText(dea, rollout))) : [],
            .. record.Config is { } config ? ConfigRows(config) : [],
            .. stages.IsEmpty ? ImmutableArray<string>.Empty : [Row("time", string.Join(", ", stages.Select(StageText)))],
        ];
    }

    private static IEnumerable<string> BuiltRows(BuiltImage built)
    {
        yield return Row("image", $"{built.Reference} ({(built.IsReused ? "was there" : "built")})");
        yield return Row("image ID", built.Id);
    }

    private static IEnumerable<string> PublishedRows(PublishedImage published)
    {
        yield return Row("registry", $"{published.Reference} ({(published.IsReused ? "was there" : "pushed")})");
        yield return Row("digest", published.Digest);
    }

    private static string VerifiedText(Verification verified) => verified.IsGood
        ? $"{verified.Tried} tried, none failed"
        : $"NOT good: {verified.Failures.Length} findings among {verified.Tried} tried";

    private static string DeaText(DeaRollout dea, RolloutResult rollout) => dea.Action switch
    {
        DeaAction.Pulled => $"pulled in {EventText.Duration(dea.Seconds)}, has {Short(rollout.ImageId)}",
        DeaAction.Tagged => $"named, has {Short(rollout.ImageId)}",
        _ => $"unchanged, has {Short(rollout.ImageId)}",
    };

    private static IEnumerable<string> ConfigRows(ConfigChange config)
    {
        yield return Row("before", Entries(config.Before));
        yield return Row(config.IsWritten ? "after" : "unchanged", Entries(config.After));
    }

    private static string Entries(ImmutableArray<string> entries) => entries.IsEmpty ? "(nothing)" : string.Join(", ", entries);

    private static string StageText(StageRecord stage) => $"{stage.Name} {EventText.Duration(stage.Seconds)}";

    private static string Short(string id) => id.Length > 19 ? id[..19] : id;

    private static string Row(string label, string text) => $"{label.PadRight(LabelWidth)} {text}";
}
