using System.Text.Json.Nodes;
using Fence.Tasks.Images.Differences;
using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Tests.Images.Differences;

public sealed class ImageDifferenceTests
{
    private static readonly ImageReceipt Before = new()
    {
        ImageId = "sha256:aaaaaaaaaaaaaaaa",
        Version = "2026.11.23-aaaaaaa",
        Distribution = new DistributionReceipt("debian", "12", "Debian GNU/Linux 12"),
        Architecture = "amd64",
        Size = 2_000_000_000,
        Packages =
        [
            Package("curl", "7.88.1-10"), Package("libgraphite2-3", "1.3.14-1"), Package("libssl3", "3.0.15-1~deb12u1"), Package("tzdata", "2024b-0"),
            Package("libc6", "2.36-9", "i386"), new PackageReceipt("rpm", "kernel", "5.14-1", "x86_64", []), new PackageReceipt("rpm", "kernel", "5.14-2", "x86_64", []),
        ],
        Hooks = [Hook("pre-running", "01"), Hook("pre-staging", "02")],
        Privileges = [new PrivilegeReceipt("/usr/bin/su", "4755", "root:root", ["setuid"], null)],
        Sudoers = [new SudoersReceipt("/etc/sudoers", "0440", "root ALL=(ALL:ALL) ALL")],
        Users = [new UserReceipt("helion", 1000, 1000, [], "/home/helion", "/bin/bash")],
        Environment = [new VariableReceipt("PATH", "/usr/bin")],
        Layers = [new LayerReceipt("sha256:1", 1_900_000_000, "ADD base"), new LayerReceipt("sha256:2", 100_000_000, "RUN apt-get install curl")],
    };

    private static readonly ImageReceipt After = Before with
    {
        ImageId = "sha256:bbbbbbbbbbbbbbbb",
        Version = "2026.11.24-bbbbbbb",
        Size = 1_950_000_000,
        Packages =
        [
            Package("libgraphite2-3", "1.3.13-9"), Package("libssl3", "3.0.15-1"), Package("tzdata", "2024b-0"), Package("wget", "1.21"),
            Package("libc6", "2.36-10", "i386"), new PackageReceipt("rpm", "kernel", "5.14-2", "x86_64", []), new PackageReceipt("rpm", "kernel", "5.14-3", "x86_64", []),
        ],
        Hooks = [Hook("post-staging", "03"), Hook("pre-running", "09")],
        Privileges =
        [
            new PrivilegeReceipt("/usr/bin/ping", "0755", "root:root", ["capabilities"], "cap_net_raw=ep"),
            new PrivilegeReceipt("/usr/bin/su", "4755", "root:root", ["setuid"], null),
        ],
        Sudoers = [.. Before.Sudoers, new SudoersReceipt("/etc/sudoers.d/hooks", "0440", "helion ALL=(root) NOPASSWD: /usr/bin/a|b")],
        Users = [new UserReceipt("helion", 1000, 1000, ["sudo"], "/home/helion", "/bin/bash")],
        Environment = [new VariableReceipt("LANG", "C.UTF-8"), new VariableReceipt("PATH", "/usr/bin")],
        Layers = [new LayerReceipt("sha256:1", 1_900_000_000, "ADD base"), new LayerReceipt("sha256:3", 50_000_000, "RUN apt-get install wget")],
    };

    private static readonly ImageDifference Difference = ImageDifference.Between(("1", Before), ("2", After));

    [Fact]
    public void It_reads_so_as_text() => Assert.Equal(
        """
        from  1  sha256:aaaaaaaaaaaa  2.00 GB, 7 packages
        to    2  sha256:bbbbbbbbbbbb  1.95 GB, 7 packages

        packages: 2 added, 2 removed, 2 upgraded, 1 downgraded
          - curl  7.88.1-10
          - rpm kernel  5.14-1
          + rpm kernel  5.14-3
          ↑ libc6:i386  2.36-9 → 2.36-10
          ↓ libgraphite2-3  1.3.14-1 → 1.3.13-9
          ↑ libssl3  3.0.15-1~deb12u1 → 3.0.15-1
          + wget  1.21

        hooks: 1 added, 1 removed, 1 changed
          + /etc/helion/hooks/post-staging  0755 root:root sha256:03
          * /etc/helion/hooks/pre-running  0755 root:root sha256:01 → 0755 root:root sha256:09
          - /etc/helion/hooks/pre-staging  0755 root:root sha256:02

        privileges: 2 added, 1 changed
          + /usr/bin/ping  capabilities 0755 root:root cap_net_raw=ep
          + sudoers /etc/sudoers.d/hooks: helion ALL=(root) NOPASSWD: /usr/bin/a|b  0440
          * user helion  1000:1000 /bin/bash → 1000:1000 in sudo /bin/bash

        environment: 1 added
          + LANG  C.UTF-8

        layers: 1 shared, 1 gone with 100.0 MB, 1 added with 50.0 MB
          =   1.90 GB  ADD base
          -  100.0 MB  RUN apt-get install curl
          +   50.0 MB  RUN apt-get install wget
        """.ReplaceLineEndings("\n"),
        string.Join('\n', DifferenceReport.Lines(Difference)));

    [Fact]
    public void Markdown_has_the_same_in_tables_that_no_name_can_break()
    {
        var markdown = DifferenceReport.Markdown(Difference);

        Assert.Contains("| removed | `curl` | `7.88.1-10` |  |", markdown);
        Assert.Contains("### Packages: 2 added, 2 removed, 2 upgraded, 1 downgraded", markdown);
        Assert.Contains("| added | `sudoers /etc/sudoers.d/hooks: helion ALL=(root) NOPASSWD: /usr/bin/a\\|b` |  | `0440` |", markdown);
        Assert.Contains("| - | 100.0 MB | `RUN apt-get install curl` |", markdown);
    }

    [Fact]
    public void Json_has_the_same_for_programs()
    {
        var json = JsonNode.Parse(DifferenceReport.Json(Difference))!;

        Assert.Equal(
            """{"subject":"dpkg","name":"libgraphite2-3","kind":"downgraded","before":"1.3.14-1","after":"1.3.13-9"}""",
            json["packages"]!.AsArray().Single(change => (string?)change!["name"] is "libgraphite2-3")!.ToJsonString());
        Assert.Equal("from", (string?)json["layers"]![1]!["presence"]);
    }

    [Fact]
    public void What_went_away_or_back_is_a_finding() => Assert.Equal(
        [
            "warning FI020: the package curl 7.88.1-10 is not in 2 any more",
            "warning FI020: the package kernel 5.14-1 is not in 2 any more",
            "warning FI021: the package libgraphite2-3 went back from 1.3.14-1 to 1.3.13-9",
            "warning FI022: the hook /etc/helion/hooks/pre-staging is not in 2 any more",
        ],
        DifferenceReport.Findings(Difference).Select(finding => finding.ToString()));

    [Fact]
    public void An_image_is_no_different_from_itself()
    {
        var none = ImageDifference.Between(("1", Before), ("latest", Before));

        Assert.True(none.IsNone);
        Assert.Empty(none.Packages.Concat(none.Hooks).Concat(none.Privileges).Concat(none.Environment));
        Assert.Equal("both are the same image", DifferenceReport.Lines(none)[^1]);
    }

    private static PackageReceipt Package(string name, string version, string architecture = "amd64") => new("dpkg", name, version, architecture, []);

    private static HookReceipt Hook(string name, string digest) => new($"/etc/helion/hooks/{name}", "0755", "root:root", digest, null);
}
