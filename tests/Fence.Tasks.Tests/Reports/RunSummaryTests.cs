using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;

namespace Fence.Tasks.Tests.Reports;

public sealed class RunSummaryTests
{
    [Fact]
    public void A_whole_run_is_told_in_a_dozen_lines() => Assert.Equal(
        """
        cluster     micro
        image       exampleco/stack-alsek:1 (built)
        image ID    sha256:1d1d1d1d1d1d1d1d
        registry    api.test:5000/exampleco/stack-alsek:1 (pushed)
        digest      sha256:d1
        dea-1       pulled in 2.3 s, has sha256:1d1d1d1d1d1d
        dea-2       unchanged, has sha256:1d1d1d1d1d1d
        before      a, b
        after       api.test:5000/exampleco/stack-alsek:1, a, b
        time        BuildImage 1 min 01 s
        """,
        string.Join('\n', RunSummary.Lines(RunRecordFileTests.Whole, DateTimeOffset.MinValue)));

    [Fact]
    public void A_run_that_has_come_to_the_build_says_no_more_than_that() => Assert.Equal(
        ["cluster     micro", "image       exampleco/stack-alsek:1 (built)", "image ID    sha256:1d1d1d1d1d1d1d1d"],
        RunSummary.Lines(RunRecordFileTests.Whole with { Published = null, Rollout = null, Config = null, Stages = [] }, DateTimeOffset.MinValue));

    [Fact]
    public void A_stage_of_an_earlier_part_of_the_run_is_not_timed_again() => Assert.DoesNotContain(
        RunSummary.Lines(RunRecordFileTests.Whole, RunRecordFileTests.Whole.StartedAt.AddHours(1)),
        line => line.StartsWith("time", StringComparison.Ordinal));

    [Fact]
    public void A_status_is_a_row_a_DEA_and_a_column_a_configured_image()
    {
        var status = new ClusterStatus
        {
            Cluster = "micro",
            Key = "fence docker/images",
            Configured = ["new:1", "helion/stack-alsek"],
            Deas =
            [
                new DeaStatus("dea-1", "20.10.24", [new HeldImage("sha256:0123456789abcdef", []), null], Problem: null),
                new DeaStatus("dea-2", Engine: null, [], "dea-2 cannot be reached"),
            ],
        };

        Assert.Equal(
            """
            micro: fence docker/images names 2 image(s)
              [1] new:1
              [2] helion/stack-alsek (fallback)
            DEA    engine     [1]           [2]  runs on
            dea-1  20.10.24   0123456789ab  -    -
            dea-2  no answer  ?             ?    ?
            DRIFT: dea-2 does not answer: dea-2 cannot be reached
            NOT every DEA has the first configured image with one image ID
            """,
            string.Join('\n', StatusReport.Lines(status)));
    }
}
