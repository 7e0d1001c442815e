using Fence.Tasks.Definition;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Tests.Dockerfiles;

/// <summary>A hook and a Dockerfile that have every fault of the example in the product's documentation, and no other.</summary>
public sealed class DocumentedExampleTests
{
    private static FenceDefinition Definition { get; } = FenceDefinitionReader.Parse(
        "image: { repository: exampleco/stack-alsek, base: 'helion/stack-alsek:kato-patched', dockerfile: Dockerfile }",
        "fence.yml",
        RepositoryFiles.PathOf("tests/Fence.Tasks.Tests/Examples/documented"));

    [Fact]
    public async Task Every_fault_of_the_hook_is_found_at_its_line()
    {
        var report = await ImageValidation.HooksAsync(Definition, TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            hooks/pre-running:1:1: warning FH007: pre-running is run by sh, and hooks are bash scripts
            hooks/pre-running:2:21: warning FH017: a command substitution is not quoted in export PRE_RUN_DATE
            hooks/pre-running:3:22: error FH011: EXAMPLECO_KEY is given a value that looks like a secret
            hooks/pre-running:6:10: warning FH012: NEW_RELIC_LICENSE_KEY is exported, and HELION_HOOK_ENV does not list it
            hooks/pre-running:6:32: error FH011: NEW_RELIC_LICENSE_KEY is given a value that looks like a secret
            hooks/pre-running:9:1: error FH018: sudoers does not let helion run /usr/sbin/nrsysmond-config with these arguments
            hooks/pre-running:10:1: error FH018: sudoers does not let helion run /etc/init.d/newrelic-sysmond with these arguments
            """,
            string.Join('\n', report.Diagnostics));
    }

    [Fact]
    public void Every_fault_of_the_Dockerfile_is_found_at_its_line()
    {
        var report = ImageValidation.Dockerfile(Definition);

        Assert.Equal(
            """
            Dockerfile:1:1: warning FD003: helion/stack-alsek has no tag, and means latest
            Dockerfile:3:14: warning FD010: http://apt.example.com/debian/ is a package source over plain HTTP
            Dockerfile:4:5: warning FD012: when wget fails, the build goes on
            Dockerfile:4:58: warning FD009: apt-key trusts the key for every source
            Dockerfile:5:5: info FD015: the lists of packages stay in this layer
            Dockerfile:6:5: error FD005: apt-get install asks, and nobody answers during a build
            Dockerfile:6:5: warning FD006: apt-get install has no update in its own layer
            Dockerfile:6:5: info FD014: packages that are only recommended are installed as well
            Dockerfile:8:5: warning FD007: /etc/sudoers is edited in place
            Dockerfile:8:5: error FD008: sudo reads HELION as an alias, and there is none: the line grants nothing
            Dockerfile:9:5: warning FD007: /etc/sudoers is edited in place
            Dockerfile:9:5: error FD008: sudo reads HELION as an alias, and there is none: the line grants nothing
            """,
            string.Join('\n', report.Diagnostics));
    }

    [Fact]
    public async Task No_finding_repeats_a_secret()
    {
        var report = await ImageValidation.HooksAsync(Definition, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("fake", Findings.Text(report.Diagnostics), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_Dockerfile_that_is_not_there_is_a_finding() => Assert.Equal(
        """
        elsewhere/Dockerfile: error FD001: there is no Dockerfile elsewhere/Dockerfile
          Write it, or name another one in fence.yml under image.dockerfile.
        """,
        Findings.Text(ImageValidation.Dockerfile(Definition with { Image = Definition.Image with { Dockerfile = "elsewhere/Dockerfile" } }).Diagnostics));
}
