using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Tests.Definition;

public sealed class VerifyReaderTests
{
    private const string Image = "image:\n  repository: exampleco/stack-alsek\n  base: helion/stack-alsek:kato-patched\n";

    [Fact]
    public void What_is_not_said_is_not_wanted()
    {
        var verify = Parse("").Verify;

        Assert.Equal((null, 60, 60, 0), (verify.App, verify.HookSeconds, verify.StartSeconds, verify.Wishes));
    }

    [Fact]
    public void The_reference_is_read_whole()
    {
        var verify = FenceDefinitionReader.Read(RepositoryFiles.PathOf("docs/reference/fence.yml")).Verify;

        Assert.Equal(("tests/apps/sample", 17), (verify.App, verify.Wishes));
        Assert.Equal((UnixFileMode)0b111_101_101, verify.Files[0].Mode);
        Assert.Equal("dash", verify.Files[1].Link);
        Assert.Equal((">=", "1.3", true), (verify.Packages[0].Operator, verify.Packages[0].Version, verify.Packages[0].IsInstalled));
        Assert.Equal(["/bin/bash", "-c", "id -un"], verify.Commands[0].Words);
        Assert.Equal("C.UTF-8", verify.Commands[0].Environment["LANG"]);
        Assert.Equal("22/tcp", Assert.Single(verify.Ports).Name);
        Assert.Equal(3_000_000_000, verify.MaximumSize!.Number);
        Assert.Empty(verify.EntryPoint!.Texts);
    }

    [Fact]
    public void The_example_of_the_page_is_read_without_a_finding()
    {
        var page = RepositoryFiles.Read("docs/verification.md");
        var yaml = page.Split("```yaml\n")[1].Split("```")[0];

        Assert.Equal(4, FenceDefinitionReader.Parse(Image + yaml, "fence.yml", "/srv/base").Verify.Wishes);
    }

    [Fact]
    public void A_command_is_a_line_or_a_list_and_a_pattern_may_stand_alone()
    {
        var command = Assert.Single(Parse("  commands:\n    - run: [echo, a b]\n      stdout: a b\n").Verify.Commands);

        Assert.Equal(["echo", "a b"], command.Words);
        Assert.Equal(["a b"], command.Output.Contains);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_with_its_place()
    {
        var refused = Assert.Throws<FenceException>(() => Parse("""
              app: ../elsewhere
              hook_time_limit: 0
              files:
                - path: etc/x
                  mode: u+x
                  kind: pipe
                  contains: '('
                  excludes: ['(?=x)']
              packages:
                - name: x
                  version: "~> 1"
              commands:
                - user: helion
                - run: []
              max_size: large
              ports: 8080

            """.Replace("            ", "", StringComparison.Ordinal)));

        Assert.Equal(
            "FY011 5, FY008 6, FY008 8, FY008 9, FY008 10, FY008 11, FY008 12, FY008 15, FY005 17, FY008 18, FY008 19, FY006 20",
            string.Join(", ", refused.Diagnostics.Select(found => $"{found.Code} {found.Span!.Line}")));
    }

    private static FenceDefinition Parse(string verify) => FenceDefinitionReader.Parse($"{Image}{(verify.Length > 0 ? "verify:\n" : "")}{verify}", "fence.yml", "/srv/base");
}
