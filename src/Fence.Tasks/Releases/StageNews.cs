using Fence.Tasks.Reports;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Releases;

/// <summary>What of a stage's end is worth telling: its commit's status, and for the last stage the deployment to the cluster.</summary>
public static class StageNews
{
    private const string LastStage = "SetFenceConfig";

    /// <summary>The commit's status; null where the image is of no commit, or of a changed work tree.</summary>
    public static CommitNews? StatusOf(RunRecord record, StageRecord stage) => CommitOf(record) is { } commit
        ? new CommitNews(commit, $"fence/{stage.Name} ({record.Cluster})", IsGood(stage), stage.Reason ?? "done")
        : null;

    /// <summary>The deployment; null for a stage that does not end one.</summary>
    public static DeploymentNews? DeploymentOf(RunRecord record, StageRecord stage) => stage.Name is LastStage && CommitOf(record) is { } commit
        ? new DeploymentNews(commit, record.Cluster, IsGood(stage), stage.Reason ?? $"{record.Config?.Key} names {record.Published?.Reference} first")
        : null;

    private static string? CommitOf(RunRecord record) =>
        record.Built?.Commit is { Length: > 0 } commit && commit.All(char.IsAsciiHexDigitLower) ? commit : null;

    private static bool IsGood(StageRecord stage) => stage.Outcome is StageOutcome.Succeeded or StageOutcome.Unchanged;
}
