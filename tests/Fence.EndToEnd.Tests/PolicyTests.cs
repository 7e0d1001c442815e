namespace Fence.EndToEnd.Tests;

/// <summary>What a cluster may allow, against one that runs: what it allows now is set with kato and helion, as an admin does it.</summary>
[Trait("Category", "docker")]
public sealed class PolicyTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task What_the_cluster_allows_beyond_the_policy_is_shown_and_nothing_is_changed()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        await Cloud.OnAsync("core", "kato config set --json dea_ng docker/privileged true");
        await Cloud.OnAsync("core", "helion quota configure default --allow-sudo");
        try
        {
            workspace.Write("fence.yml", $"{workspace.Definition}\npolicy:\n  privileged: false\n  quotas:\n    - name: default\n      allow_sudo: false\n");

            var result = (await Build.RunAsync(workspace, "ValidatePolicy")).Expect(0);

            Assert.Contains("- dea_ng docker/privileged: true → false", result.Output, StringComparison.Ordinal);
            Assert.Contains("- quota default allow_sudo: true → false", result.Output, StringComparison.Ordinal);
            Assert.Contains("warning FP007", result.Output, StringComparison.Ordinal);
            Assert.Equal("true", (await Cloud.OnAsync("core", "kato config get --json dea_ng docker/privileged")).Trim());
        }
        finally
        {
            await Cloud.OnAsync("core", "kato config set --json dea_ng docker/privileged false");
            await Cloud.OnAsync("core", "helion quota configure default --no-allow-sudo");
        }

        var after = (await Build.RunAsync(workspace, "ValidatePolicy")).Expect(0);
        Assert.Contains("  dea_ng docker/privileged: false", after.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FP007", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileged_containers_pass_only_while_somebody_answers_for_them()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        workspace.Write("fence.yml", $"{workspace.Definition}\npolicy:\n  privileged: true\n");
        var refused = (await Build.RunAsync(workspace, "ValidatePolicy")).Expect(5);
        Assert.Contains("error FP001", refused.Output, StringComparison.Ordinal);
        Assert.Contains("+ dea_ng docker/privileged: false → true", refused.Output, StringComparison.Ordinal);

        workspace.Write("fence.yml", Acknowledged(workspace, until: "2999-12-31"));
        (await Build.RunAsync(workspace, "ValidatePolicy")).Expect(0);

        workspace.Write("fence.yml", Acknowledged(workspace, until: "2020-01-31"));
        var expired = (await Build.RunAsync(workspace, "ValidatePolicy")).Expect(5);
        Assert.Contains("error FP003", expired.Output, StringComparison.Ordinal);
        Assert.Contains("fence.yml:", expired.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_policy_refuses_is_not_built()
    {
        using var workspace = Cloud.NewWorkspace();
        workspace.Write("fence.yml", $"{workspace.Definition}\npolicy:\n  privileged: true\n");

        var result = (await Build.RunAsync(workspace, "BuildImage")).Expect(5);

        Assert.DoesNotContain("══ BuildImage", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("step 1/", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_is_applied_once_somebody_answers_for_it_and_taken_back_without_that()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        const string privileged = "kato config get --json dea_ng docker/privileged";
        try
        {
            workspace.Write("fence.yml", $"{workspace.Definition}\npolicy:\n  privileged: true\n");
            var refused = (await Build.RunAsync(workspace, "SetPrivileged")).Expect(5);
            Assert.Contains("Allow this only where all users of the cluster are trusted.", refused.Output, StringComparison.Ordinal);
            Assert.Contains("error FP001", refused.Output, StringComparison.Ordinal);
            Assert.Equal("false", (await Cloud.OnAsync("core", privileged)).Trim());

            workspace.Write("fence.yml", Acknowledged(workspace, until: "2999-12-31") + "  quotas: [{ name: default, allow_sudo: false }]\n");
            var dry = (await Build.RunAsync(workspace, "SetPrivileged", "--dry-run")).Expect(0);
            Assert.Contains("would set dea_ng docker/privileged to true; now it is false", dry.Output, StringComparison.Ordinal);
            Assert.Equal("false", (await Cloud.OnAsync("core", privileged)).Trim());
            var applied = (await Build.RunAsync(workspace, "SetPrivileged")).Expect(0);
            Assert.Contains("Privileged containers together with sudo are the worst case.", applied.Output, StringComparison.Ordinal);
            Assert.Equal("true", (await Cloud.OnAsync("core", privileged)).Trim());

            await Cloud.OnAsync("core", "helion quota configure trusted --allow-sudo");
            workspace.Write("fence.yml", $"{workspace.Definition}\npolicy:\n  privileged: false\n  quotas: [{{ name: trusted, allow_sudo: false }}]\n");
            (await Build.RunAsync(workspace, "SetPrivileged")).Expect(0);
            Assert.Equal("false", (await Cloud.OnAsync("core", privileged)).Trim());
            Assert.Contains("sudo: no", await Cloud.OnAsync("core", "helion quotas | grep trusted"), StringComparison.Ordinal);
            Assert.Contains("nothing to write", (await Build.RunAsync(workspace, "SetPrivileged")).Expect(0).Output, StringComparison.Ordinal);

            var history = (await Build.RunAsync(workspace, "ShowHistory")).Expect(0);
            Assert.Contains("before: false; acknowledged by Ada Example until 2999-12-31: the build farm mounts file systems", history.Output, StringComparison.Ordinal);
        }
        finally
        {
            await Cloud.OnAsync("core", "kato config set --json dea_ng docker/privileged false");
            await Cloud.OnAsync("core", "helion quota configure trusted --no-allow-sudo");
        }
    }

    private static string Acknowledged(Workspace workspace, string until) => $"""
        {workspace.Definition}
        policy:
          privileged: true
          acknowledgements:
            privileged:
              who: Ada Example
              why: the build farm mounts file systems
              until: {until}

        """;
}
