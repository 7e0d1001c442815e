using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests.Definition;

public sealed class ChannelReaderTests
{
    [Fact]
    public void A_channel_of_the_reference_is_read_whole()
    {
        var stable = FenceDefinitionReader.Read(RepositoryFiles.PathOf("docs/reference/fence.yml")).Channels["stable"];

        Assert.True(stable is { NeedsGitTag: true, NeedsVerification: true, KeepsPackages: true, AllowsNoNewPrivileges: true });
        Assert.Equal(("micro", TimeSpan.FromDays(2)), (stable.Canary!.Cluster, stable.Canary.For));
        var acknowledged = Assert.Single(stable.Acknowledgements);
        Assert.Equal(("telnetd", "Ada Example", new DateOnly(2027, 6, 30)), (acknowledged.Change, acknowledged.Given.Who, acknowledged.Given.Until));
        Assert.Equal(["ada", "grace", "linus"], stable.Approvers!.Names);
        Assert.Equal((2, false), (stable.Approvers.Needed, stable.Approvers.PromoterCounts));
    }

    [Fact]
    public void A_channel_that_says_nothing_asks_for_nothing()
    {
        var candidate = FenceDefinitionReader.Read(RepositoryFiles.PathOf("docs/reference/fence.yml")).Channels["candidate"];

        Assert.True(candidate is { NeedsVerification: false, Canary: null, KeepsPackages: false, AllowsNoNewPrivileges: false, Approvers: null, Acknowledgements.IsEmpty: true });
    }

    [Fact]
    public void The_channel_of_the_promotion_page_is_read_without_a_finding()
    {
        var page = RepositoryFiles.Read("docs/promotion.md");
        var start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var block = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];

        var stable = FenceDefinitionReader.Parse(
            $"image:\n  repository: exampleco/stack-alsek\n  base: helion/stack-alsek:kato-patched\n{block}", "fence.yml", "/srv/base").Channels["stable"];

        Assert.True(stable is { NeedsGitTag: true, NeedsVerification: true, Canary: not null, KeepsPackages: true, AllowsNoNewPrivileges: true, Approvers: not null });
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_place()
    {
        var refused = Assert.Throws<FenceException>(() => FenceDefinitionReader.Parse(
            """
            image:
              repository: exampleco/stack-alsek
              base: helion/stack-alsek:kato-patched
            channels:
              stable:
                verified: yes
                canary:
                  cluster: mikro
                  for: 2 days
                acknowledgements:
                  - change: telnetd
                    who: Ada Example
                    until: soon
                approvers:
                  names: [ada]
                  needed: 2
            """,
            "fence.yml",
            "/srv/base"));

        Assert.Equal(ExitCode.BadInput, refused.Exit);
        Assert.Equal(
            """
            fence.yml:6:15: error FY006: channels.stable.verified is a text, and has to be true or false
            fence.yml:8:16: error FY012: there is no cluster 'mikro'
            fence.yml:9:12: error FY008: channels.stable.canary.for: '2 days' is no duration
            fence.yml:11:9: error FY005: channels.stable.acknowledgements[0].why is missing
            fence.yml:13:16: error FY008: channels.stable.acknowledgements[0].until: 'soon' is not a day
            fence.yml:16:15: error FY008: channels.stable.approvers.needed is 2, and goes from 1 to 1
            """,
            string.Join('\n', refused.Diagnostics.Select(finding => finding.ToString())));
    }
}
