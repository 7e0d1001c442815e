using System.Collections.Immutable;
using Fence.Tasks.Definition;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Promotions;
using Fence.Tasks.Promotions.Gates;
using static Fence.Tasks.Tests.Promotions.Gates.PromotionExamples;

namespace Fence.Tasks.Tests.Promotions.Gates;

public sealed class ChangeGateTests
{
    private static readonly PrivilegeReceipt Su = Receipt.Privileges[0];

    public static TheoryData<string, PrivilegeReceipt> GainsOfFiles => new()
    {
        { "/opt/tool setuid 4755 root:root", Su with { Path = "/opt/tool" } },
        { "/usr/bin/su setuid 4777 root:root", Su with { Mode = "4777" } },
        { "/usr/bin/su setuid 4755 daemon:root", Su with { Owner = "daemon:root" } },
        { "/usr/bin/su setuid+world-writable 4755 root:root", Su with { Reasons = ["setuid", "world-writable"] } },
        { "/usr/bin/su setuid 4755 root:root cap_net_raw=ep", Su with { Capabilities = "cap_net_raw=ep" } },
    };

    [Fact]
    public void The_same_packages_and_privileges_pass()
    {
        var candidate = After(receipt => receipt);

        Assert.Equal(new PromotionGate("packages", Passed: true, "no package is gone"), Gate().JudgePackages(candidate));
        Assert.Equal(new PromotionGate("privileges", Passed: true, "no privilege is new"), Gate().JudgePrivileges(candidate));
    }

    [Fact]
    public void A_package_that_is_gone_is_told_with_its_version() => Assert.Equal(
        new PromotionGate("packages", Passed: false, "not in the image any more: telnetd 0.17"),
        Gate().JudgePackages(Without("telnetd")));

    [Fact]
    public void A_package_in_another_version_or_for_any_processor_is_not_gone() => Assert.True(Gate()
        .JudgePackages(After(receipt => receipt with { Packages = [Package("bash", "5.1"), Package("telnetd", "0.18", "all")] })).Passed);

    [Fact]
    public void A_package_that_somebody_answers_for_may_go() => Assert.Equal(
        new PromotionGate("packages", Passed: true, "not in the image any more: telnetd 0.17 (Ada Example answers for it until 2026-12-31: nobody needs it)"),
        Gate(Acknowledged("telnet*")).JudgePackages(Without("telnetd")));

    [Fact]
    public void An_answer_for_one_package_is_none_for_another() => Assert.Equal(
        new PromotionGate(
            "packages", Passed: false, "not in the image any more: bash 5.2, telnetd 0.17 (Ada Example answers for it until 2026-12-31: nobody needs it)"),
        Gate(Acknowledged("telnetd")).JudgePackages(Without("telnetd", "bash")));

    [Theory]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-23", false)]
    public void An_answer_holds_up_to_its_day(string until, bool passes)
    {
        var gate = Gate(Acknowledged("telnetd", until)).JudgePackages(Without("telnetd"));

        Assert.Equal(passes, gate.Passed);
        Assert.Equal(!passes, gate.Text.EndsWith($"(Ada Example answered for it until {until}, and that is over)", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(GainsOfFiles))]
    public void A_file_that_gives_more_is_told(string told, PrivilegeReceipt file) => Assert.Equal(
        new PromotionGate("privileges", Passed: false, $"not given by the channel's former image: {told}"),
        Gate().JudgePrivileges(After(receipt => receipt with { Privileges = [file] })));

    [Fact]
    public void A_file_that_gives_less_passes() => Assert.True(Gate()
        .JudgePrivileges(After(receipt => receipt with { Privileges = [Su with { Mode = "4750" }] })).Passed);

    [Fact]
    public void A_line_of_sudoers_that_is_new_is_told() => Assert.EndsWith(
        ": /etc/sudoers.d/x: helion ALL=(ALL) NOPASSWD: ALL",
        Gate().JudgePrivileges(After(receipt => receipt with
        {
            Sudoers = receipt.Sudoers.Add(new SudoersReceipt("/etc/sudoers.d/x", "0440", "helion ALL=(ALL) NOPASSWD: ALL")),
        })).Text,
        StringComparison.Ordinal);

    [Fact]
    public void Defaults_of_sudoers_that_are_gone_are_told_and_a_permission_that_is_gone_is_not() => Assert.EndsWith(
        "former image: /etc/sudoers without Defaults use_pty",
        Gate().JudgePrivileges(After(receipt => receipt with { Sudoers = [] })).Text,
        StringComparison.Ordinal);

    [Fact]
    public void A_user_in_a_new_group_and_a_second_root_are_told() => Assert.EndsWith(
        "former image: the user helion in the group sudo, the user toor has the number of root",
        Gate().JudgePrivileges(After(receipt => receipt with
        {
            Users = [receipt.Users[0], receipt.Users[1] with { Groups = ["adm", "sudo"] }, new UserReceipt("toor", 0, 0, [], "/root", "/bin/sh")],
        })).Text,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("root:root")]
    [InlineData("0")]
    public void Containers_that_now_run_as_root_are_told(string user) => Assert.EndsWith(
        "former image: containers run as root",
        Gate().JudgePrivileges(After(receipt => receipt with { User = user })).Text,
        StringComparison.Ordinal);

    [Fact]
    public void An_image_of_which_nothing_is_known_is_held_back_unless_somebody_answers_for_that()
    {
        var candidate = After(receipt => receipt) with { FormerReceipt = null };

        var gate = Gate().JudgePackages(candidate);
        Assert.Equal(new PromotionGate("packages", Passed: false, "what is in it cannot be compared, since the registry lacks the receipt of sha256:former"), gate);
        Assert.True(Gate(Acknowledged("receipt of sha256:former")).JudgePrivileges(candidate).Passed);
    }

    [Fact]
    public void A_channel_that_named_nothing_takes_the_first_image() =>
        Assert.True(Gate().JudgePackages(After(receipt => receipt) with { Former = null, FormerReceipt = null, Receipt = null }).Passed);

    private static PromotionCandidate Without(params string[] packages) =>
        After(receipt => receipt with { Packages = [.. receipt.Packages.Where(package => !packages.Contains(package.Name))] });

    private static ChangeGate Gate(params AcknowledgedChange[] acknowledged) => new([.. acknowledged], new DateOnly(2026, 11, 24));
}
