using Fence.Tasks.Docker;
using Fence.Tasks.Rollouts.Upgrades;

namespace Fence.Tasks.Tests.Rollouts.Upgrades;

public sealed class LatestStepTests
{
    private const string Repository = "helion/stack-alsek";
    private const string Tag = "upgrade-2026-11-24";

    [Fact]
    public void What_is_latest_is_kept_under_a_tag_before_another_image_becomes_latest()
    {
        var step = LatestStep.Upgrade(Repository, Tag, "sha256:new", Image("sha256:old", "latest"));

        Assert.Equal([new NewTag("sha256:old", "before-upgrade-2026-11-24"), new NewTag("sha256:new", Tag), new NewTag("sha256:new", "latest")], step.Tags);
        Assert.Equal("sha256:old", step.Former);
    }

    [Fact]
    public void A_DEA_without_latest_has_nothing_to_keep() => Assert.Equal(
        [new NewTag("sha256:new", Tag), new NewTag("sha256:new", "latest")], LatestStep.Upgrade(Repository, Tag, "sha256:new", latest: null).Tags);

    [Fact]
    public void A_DEA_that_was_done_before_is_left_alone() =>
        Assert.True(LatestStep.Upgrade(Repository, Tag, "sha256:new", Image("sha256:new", "latest", Tag)).IsDone);

    [Fact]
    public void A_run_that_was_ended_between_two_tags_is_finished_and_what_was_kept_is_not_lost() => Assert.Equal(
        [new NewTag("sha256:old", "before-upgrade-2026-11-24"), new NewTag("sha256:new", Tag), new NewTag("sha256:new", "latest")],
        LatestStep.Upgrade(Repository, Tag, "sha256:new", Image("sha256:old", "latest", "before-upgrade-2026-11-24")).Tags);

    [Fact]
    public void Reverting_puts_back_what_the_newest_upgrade_replaced()
    {
        var step = LatestStep.Revert(
            Repository, Image("sha256:new", "latest", "upgrade-2026-11-09-2", "upgrade-2026-11-09-10", "kato-patched"),
            tag => tag == "before-upgrade-2026-11-09-10" ? Image("sha256:old", tag) : null)!;

        Assert.Equal([new NewTag("sha256:old", "latest")], step.Tags);
        Assert.Equal("sha256:new", step.Former);
    }

    [Fact]
    public void Reverting_leaves_a_DEA_alone_whose_latest_is_no_upgrade()
    {
        Assert.True(LatestStep.Revert(Repository, Image("sha256:old", "latest", "before-upgrade-2026-11-24"), _ => null)!.IsDone);
        Assert.True(LatestStep.Revert(Repository, latest: null, _ => null)!.IsDone);
    }

    [Fact]
    public void Reverting_cannot_put_back_what_is_gone() =>
        Assert.Null(LatestStep.Revert(Repository, Image("sha256:new", "latest", Tag), _ => null));

    [Fact]
    public void An_upgrade_of_another_repository_is_none_of_this_one() => Assert.Null(UpgradeTags.Newest(["example/x:upgrade-2026-11-24"], Repository));

    private static EngineImage Image(string id, params string[] tags) =>
        new(id, [.. tags.Select(tag => $"{Repository}:{tag}")], [], new Dictionary<string, string>(StringComparer.Ordinal), Size: 1);
}
