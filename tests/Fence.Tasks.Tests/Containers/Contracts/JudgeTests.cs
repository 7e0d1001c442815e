using Fence.Tasks.Containers;
using Fence.Tasks.Containers.Contracts;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Tests.Containers.Contracts;

public sealed class JudgeTests
{
    private static readonly SourceSpan Here = new("fence.yml", 7, 5);
    private static readonly ImageAccounts Accounts = ImageAccounts.Parse("root:x:0:0:\nhelion:x:1000:1000:\n", "root:x:0:\nhelion:x:1000:\n");

    private static readonly ContainerFile Hook = new()
    {
        Kind = ContainerFileKind.File,
        Mode = (UnixFileMode)0b111_101_101,
        Uid = 0,
        Gid = 1000,
        Content = "#!/bin/bash\necho hello\n",
        Size = 23,
    };

    [Fact]
    public void A_file_that_is_as_wanted_passes() => Assert.Equal(TestOutcome.Passed, FileJudge.Judge(
        new FileContract
        {
            Path = "/hook",
            Kind = "file",
            Mode = (UnixFileMode)0b111_101_101,
            Owner = "root",
            Group = "1000",
            ExecutableBy = "other",
            Contains = ["^#!/bin/bash$", "hel+o"],
            Excludes = ["bye"],
        },
        Hook,
        Accounts).Outcome);

    [Fact]
    public void Everything_that_is_wrong_with_a_file_is_said_at_once_with_the_place_in_the_definition()
    {
        var judged = FileJudge.Judge(
            new FileContract
            {
                Path = "/hook",
                Kind = "link",
                Mode = (UnixFileMode)0b100_100_000,
                Owner = "helion",
                Group = "root",
                Link = "dash",
                Contains = ["^echo bye"],
                Excludes = ["hello"],
                Span = Here,
            },
            Hook,
            Accounts);

        Assert.Equal(
            """
            /hook is a file, and is to be a link
            /hook is no link
            /hook has the mode 0755, and is to have 0440
            /hook belongs to root, and is to belong to helion
            /hook belongs to the group helion, and is to belong to root
            /hook does not match '^echo bye'
            /hook matches 'hello', and is not to
            """,
            string.Join('\n', judged.Findings.Select(finding => finding.Message)));
        Assert.All(judged.Findings, finding => Assert.Equal(("FV030", Here), (finding.Code, finding.Span)));
    }

    [Theory]
    [InlineData(true, false, "/x is not in the image")]
    [InlineData(false, true, "/x is in the image, and is not to be")]
    [InlineData(false, false, "")]
    public void A_file_is_there_or_not(bool wanted, bool isThere, string wrong) =>
        Assert.Equal(wrong, Text(FileJudge.Judge(new FileContract { Path = "/x", Exists = wanted }, isThere ? Hook : null, Accounts)));

    [Theory]
    [InlineData("curl", true, null, "")]
    [InlineData("curl", true, ">= 7.88", "")]
    [InlineData("curl", true, "< 7.88", "curl has the version 7.88.1-10, and is to have < 7.88")]
    [InlineData("wget", true, null, "wget is not installed")]
    [InlineData("curl", false, null, "curl 7.88.1-10 is installed, and is not to be")]
    [InlineData("curl", false, "< 7", "")]
    [InlineData("removed", true, null, "removed is not installed")]
    public void A_package_is_there_in_a_version_or_not(string name, bool isInstalled, string? version, string wrong)
    {
        var packages = ImagePackages.Parse("dpkg", ["curl\t7.88.1-10\tinstall ok installed", "removed\t1\tdeinstall ok config-files"]);
        var wanted = new PackageContract(name, isInstalled, version?.Split(' ')[0], version?.Split(' ')[1], Here);

        Assert.Equal(wrong, Text(PackageJudge.Judge(wanted, packages)));
    }

    [Fact]
    public void Without_a_package_manager_nothing_can_be_said_of_packages() => Assert.Equal(
        "whether x is installed cannot be told: the image has neither dpkg nor rpm nor apk",
        Text(PackageJudge.Judge(new PackageContract("x", IsInstalled: false, null, null, Here), ImagePackages.None)));

    [Fact]
    public void Alpine_lists_names_and_versions_in_lines_of_their_own() => Assert.Equal(
        ["1.36.1-r5"], ImagePackages.Parse("apk", ["P\tbusybox", "V\t1.36.1-r5", "P\tmusl", "V\t1.2.4-r2"]).Versions["busybox"]);

    [Fact]
    public void A_command_is_judged_by_exit_code_and_both_outputs()
    {
        var wanted = new CommandContract
        {
            Words = ["/bin/bash", "-c", "make"],
            Output = new OutputContract(["^done$"], ["error"]),
            Error = new OutputContract([], ["warning"]),
            Span = Here,
        };

        Assert.Equal("", Text(CommandJudge.Judge(wanted, 0, ["done"], [])));
        Assert.Equal("'make' did not end within 60 seconds", Text(CommandJudge.Judge(wanted, null, [], [])));
        Assert.Equal(
            """
            'make' ended with exit code 2, and is to end with 0; it said: warning: x
            the output of 'make' does not match '^done$'
            the output of 'make' matches 'error', and is not to
            the standard error of 'make' matches 'warning', and is not to
            """,
            Text(CommandJudge.Judge(wanted, 2, ["an error"], ["warning: x"])));
    }

    [Fact]
    public void What_the_image_gives_its_containers_is_compared_with_what_is_wanted_of_it()
    {
        var image = new ImageDefaults
        {
            ImageId = "sha256:1",
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/bin", ["PROXY"] = "x" },
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["version"] = "2" },
            Ports = ["22/tcp"],
            Volumes = ["/data"],
            Command = ["/bin/bash"],
            Size = 2_500_000,
            Layers = 9,
        };
        var wanted = new VerifyDefinition
        {
            Environment = [new("PATH", true, "/bin|/usr", Here), new("PATH", true, "/b", Here), new("PROXY", false, null, Here), new("LANG", true, null, Here)],
            Labels = [new("version", true, "[0-9]", Here)],
            Ports = [new("22/tcp", false, Here), new("80/tcp", true, Here)],
            Volumes = [new("/data", true, Here)],
            RunsAs = new("helion", Here),
            WorkingFolder = new("/", Here),
            EntryPoint = new([], Here),
            Command = new(["/bin/sh"], Here),
            MaximumSize = new(2_000_000, Here),
            MaximumLayers = new(9, Here),
        };

        Assert.Equal(
            """
            the variable PATH is '/bin', which does not match '/b'
            the variable PROXY is set, and is not to be
            the variable LANG is not set
            the port 22/tcp is exposed, and is not to be
            the port 80/tcp is not exposed
            the user is root, and is to be helion
            the command is [/bin/bash], and is to be [/bin/sh]
            the image has 2.5 MB, and is to have 2.0 MB at most
            """,
            string.Join('\n', DefaultsJudge.Judge(wanted, image).SelectMany(judged => judged.Findings).Select(finding => finding.Message)));
    }

    [Fact]
    public void A_licence_is_forbidden_by_its_own_word() => Assert.Equal(
        "b has the licence GPL, which is forbidden",
        Text(LicenceJudge.Judge(new ListContract(["GPL", "SSPL"], Here), new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "License: AGPL-3", ["b"] = "License: GPL-2+", ["c"] = "MIT" })));

    private static string Text(TestCase judged) => string.Join('\n', judged.Findings.Select(finding => finding.Message));
}
