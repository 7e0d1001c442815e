using Fence.Tasks.Definition;
using Fence.Tasks.Promotions;
using Fence.Tasks.Tests.Promotions.Gates;

namespace Fence.Tasks.Tests.Promotions;

public sealed class ReleaseNotesTests
{
    private static readonly PromotionPlan First = new()
    {
        Reference = "registry.example.com/exampleco/released:stable",
        From = "api.paas.example.com:5000/exampleco/stack-alsek:1",
        FromRepository = "exampleco/stack-alsek",
        Digest = PromotionExamples.Digest,
        ImageId = PromotionExamples.ImageId,
        Commit = "4f1c2ab",
        Policy = PolicyFacts.Of(new PolicyDefinition()),
    };

    [Fact]
    public void The_first_image_of_a_channel_is_told_with_what_had_to_hold_and_what_the_policy_allows() => Assert.Equal(
        """
        # registry.example.com/exampleco/released:stable

        | | |
        |---|---|
        | digest | `sha256:new` |
        | image ID | `sha256:id-of-new` |
        | commit | `4f1c2ab` |
        | from | `api.paas.example.com:5000/exampleco/stack-alsek:1` |
        | before | nothing |

        ## What had to hold

        - git tag: yes, v1\*2 names &lt;it>

        ## Policy: not known before

        - `cloud_controller_ng docker_apps/allow_any_registry`: false
        - `cloud_controller_ng docker_apps/allowed_registries`: none
        - `cloud_controller_ng docker_apps/require_sudo`: true
        - `dea_ng docker/privileged`: false

        The channel named nothing before.

        """,
        ReleaseNotes.Markdown(First with { Gates = [new PromotionGate("git tag", Passed: true, "v1*2 names <it>")] }));

    [Fact]
    public void What_is_not_as_in_the_former_image_is_told_packages_hooks_privileges_and_sizes()
    {
        var candidate = PromotionExamples.After(receipt => receipt with { Size = 2_000_000, Packages = [PromotionExamples.Package("bash", "5.3")] });

        var notes = ReleaseNotes.Markdown(First with { Former = candidate.Former, Differences = candidate.Differences });

        Assert.Contains("### Packages: 1 removed, 1 upgraded\n\n| | name | before | after |\n|---|---|---|---|\n| upgraded | `bash` | `5.2` | `5.3` |", notes, StringComparison.Ordinal);
        Assert.Contains("| size | 0 B | 2.0 MB |", notes, StringComparison.Ordinal);
        Assert.Contains("### Hooks: the same", notes, StringComparison.Ordinal);
        Assert.Contains("### Privileges: the same", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_policy_allows_now_and_did_not_before_is_told()
    {
        var policy = new PolicyDefinition { Privileged = true, Quotas = [new QuotaPolicy("trusted", AllowSudo: true)] };

        var notes = ReleaseNotes.Markdown(First with { FormerPolicy = First.Policy, Policy = PolicyFacts.Of(policy) });

        Assert.Contains(
            """
            ## Policy: 2 changed

            | | before | after |
            |---|---|---|
            | `dea_ng docker/privileged` | false | true |
            | `quota trusted allow_sudo` | nothing said | true |

            """,
            notes,
            StringComparison.Ordinal);
        Assert.Contains("## Policy: the same\n\nThe channel", ReleaseNotes.Markdown(First with { FormerPolicy = First.Policy }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_keeps_what_the_policy_allowed()
    {
        var record = new PromotionRecord
        {
            Channel = "stable", Reference = First.Reference, Digest = First.Digest, ImageId = First.ImageId, From = First.From,
            Who = "ada", When = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), Policy = First.Policy,
        };

        Assert.Equal(First.Policy.AsEnumerable(), PromotionRecord.Read(record.Write())!.Policy!);
    }
}
