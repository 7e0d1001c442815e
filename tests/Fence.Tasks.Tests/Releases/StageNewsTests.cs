using Fence.Tasks.Images;
using Fence.Tasks.Releases;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Tests.Releases;

public sealed class StageNewsTests
{
    private const string Commit = "4f1c2ab000000000000000000000000000000000";
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_stage_is_told_for_its_commit_and_cluster() => Assert.Equal(
        new CommitNews(Commit, "fence/BuildImage (production)", IsGood: false, "a step failed"),
        StageNews.StatusOf(Record(Commit), new StageRecord("BuildImage", StageOutcome.Failed, Noon, 1, "a step failed")));

    [Theory]
    [InlineData(null)]
    [InlineData($"{Commit}-dirty")]
    public void Without_a_commit_that_exists_nothing_is_told(string? commit) =>
        Assert.Null(StageNews.StatusOf(Record(commit), new StageRecord("BuildImage", StageOutcome.Succeeded, Noon, 1)));

    [Fact]
    public void Only_the_last_stage_ends_a_deployment()
    {
        Assert.Null(StageNews.DeploymentOf(Record(Commit), new StageRecord("RolloutDeas", StageOutcome.Succeeded, Noon, 1)));
        Assert.Equal(
            new DeploymentNews(Commit, "production", IsGood: false, "a DEA is silent"),
            StageNews.DeploymentOf(Record(Commit), new StageRecord("SetFenceConfig", StageOutcome.Failed, Noon, 1, "a DEA is silent")));
    }

    private static RunRecord Record(string? commit) => new()
    {
        Cluster = "production",
        StartedAt = Noon,
        Built = new BuiltImage
        {
            Id = "sha256:1",
            Repository = "exampleco/stack-alsek",
            Tag = "1",
            DefinitionDigest = "sha256:2",
            ContextDigest = "sha256:3",
            BaseId = "sha256:4",
            Commit = commit,
        },
    };
}
