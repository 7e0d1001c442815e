using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Rollouts.Preflights;

namespace Fence.Tasks.Tests.Rollouts.Preflights;

public sealed class NodeJudgeTests
{
    // 4,000 bytes at least and 4,100 to be sure; 8 inodes.
    private static readonly NodeExamination Good = new("dea-1", DeaAction.Pulled)
    {
        Engine = new EngineVersion("20.10.24", "1.41"),
        Demand = new LayerDemand([new PublishedLayer("sha256:a", 1000, 3000), new PublishedLayer("sha256:b", 50, 50)]),
        Machine = new ProbeAnswer { FreeBytes = 4100, FreeInodes = 100, Registry = RegistryReach.Open },
        Clock = new ClockReading(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
        Source = "api.test:5000",
    };

    [Fact]
    public void Where_all_is_well_nothing_is_found() => Assert.Empty(Judge(Good));

    [Fact]
    public void Where_nothing_could_be_found_out_nothing_is_found() => Assert.Empty(Judge(new NodeExamination("dea-1", DeaAction.Pulled)));

    [Fact]
    public void Too_little_room_is_an_error_and_scarce_room_a_warning()
    {
        Assert.Equal(
            ["error FO062: dea-1 has 4.0 kB free where Docker keeps images, and the 2 layers that it lacks take 4.0 kB at least"],
            Judge(Good with { Machine = Good.Machine with { FreeBytes = 3999 } }));
        Assert.Equal(
            ["warning FO062: dea-1 has 4.1 kB free where Docker keeps images, and the 2 layers that it lacks may take up to 4.1 kB"],
            Judge(Good with { Machine = Good.Machine with { FreeBytes = 4099 } }));
    }

    [Fact]
    public void Too_few_inodes_are_an_error()
    {
        Assert.Equal(
            ["error FO063: dea-1 has 15 inodes free where Docker keeps images, and the layers that it lacks take 16 at least"],
            Judge(Good with { Machine = Good.Machine with { FreeInodes = 15 } }));
        Assert.Empty(Judge(Good with { Machine = Good.Machine with { FreeInodes = null } }));
    }

    [Fact]
    public void A_registry_that_is_not_reached_is_an_error() => Assert.Equal(
        ["error FO064: dea-1 does not reach api.test:5000, which it is to pull from: Connection refused"],
        Judge(Good with { Machine = Good.Machine with { Registry = new RegistryReach(IsOpen: false, "Connection refused") } }));

    [Fact]
    public void A_clock_is_judged_by_what_it_is_off_at_least()
    {
        static NodeExamination Ahead(double seconds) => Good with { Clock = new ClockReading(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(2)) };

        Assert.Empty(Judge(Ahead(302)));
        Assert.Equal(
            ["error FO065: the clock of dea-1 is 303 s ahead, more than 300 s: certificates and logins of registries hold for a time"],
            Judge(Ahead(303)));
        Assert.Equal(
            ["error FO065: the clock of dea-1 is 3600 s behind, more than 300 s: certificates and logins of registries hold for a time"],
            Judge(Ahead(-3600)));
        Assert.Empty(NodeJudge.Judge(Ahead(3600), new RolloutDefinition { MaxClockSkew = TimeSpan.FromHours(1) }));
    }

    [Theory]
    [InlineData("1.3.3", "1.15")]
    [InlineData("1.5.0", "1.17")]
    public void An_engine_that_cannot_pull_by_digest_is_an_error(string version, string api) => Assert.Equal(
        [$"error FO061: dea-1 has Docker {version}, which cannot pull by digest: Docker 1.6 was the first that could"],
        Judge(Good with { Engine = new EngineVersion(version, api) }));

    [Fact]
    public void A_DEA_that_has_the_image_needs_neither_room_nor_registry() =>
        Assert.Empty(Judge(Good with { Need = DeaAction.Tagged, Engine = new EngineVersion("1.3.3", "1.15"), Machine = new ProbeAnswer { FreeBytes = 0 } }));

    [Fact]
    public void All_that_is_wrong_is_found_at_once() => Assert.Equal(
        ["FO061", "FO062", "FO063", "FO064", "FO065"],
        NodeJudge.Judge(
            Good with
            {
                Engine = new EngineVersion("1.3.3", "1.15"),
                Machine = new ProbeAnswer { FreeBytes = 0, FreeInodes = 0, Registry = new RegistryReach(IsOpen: false, "No route to host") },
                Clock = new ClockReading(TimeSpan.FromDays(-1), TimeSpan.Zero),
            },
            RolloutDefinition.Default).Select(finding => finding.Code));

    [Fact]
    public void What_was_found_out_reads_as_a_sentence()
    {
        Assert.Equal(
            "would pull the image: 1.1 kB in 2 layers, 4.1 kB of disk; Docker 20.10.24; 4.1 kB and 100 inodes free; reaches api.test:5000; clock 2 s ahead",
            Good.Sentence);
        Assert.Equal("would pull the image", new NodeExamination("dea-1", DeaAction.Pulled).Sentence);
    }

    [Fact]
    public void A_clock_is_held_against_the_middle_of_the_question()
    {
        var asked = DateTimeOffset.UnixEpoch.AddSeconds(100);

        var reading = ClockReading.Of(asked.AddSeconds(7), asked, took: TimeSpan.FromSeconds(4), grain: TimeSpan.FromSeconds(1));

        Assert.Equal(new ClockReading(TimeSpan.FromSeconds(5.5), TimeSpan.FromSeconds(2.5)), reading);
        Assert.Equal(TimeSpan.FromSeconds(3), reading.OffBy);
    }

    private static IEnumerable<string> Judge(NodeExamination node) => NodeJudge.Judge(node, RolloutDefinition.Default).Select(finding => finding.ToString());
}
