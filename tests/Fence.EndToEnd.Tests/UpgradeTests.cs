namespace Fence.EndToEnd.Tests;

/// <summary>The base image, upgraded on every DEA without a change of the configuration, and put back.</summary>
[Trait("Category", "docker")]
public sealed class UpgradeTests(CloudFixture cloud) : CloudTests(cloud)
{
    // A base of this test's own: the release's is other tests'.
    private readonly string repository = $"e2e-{Guid.NewGuid().ToString("N")[..6]}/base";

    protected override async Task SetUpAsync()
    {
        await Shell.RunAsync("docker", "tag", "helion/stack-alsek:kato-patched", $"{repository}:kato-patched");
        foreach (var dea in new[] { "dea-1", "dea-2" })
            await Cloud.OnAsync(dea, $"docker tag helion/stack-alsek:kato-patched {repository}:latest");
    }

    protected override async Task TearDownAsync()
    {
        var remove = $"docker images --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '^{repository}:' | xargs --no-run-if-empty docker rmi";
        await Shell.RunAsync("/bin/sh", "-c", remove);
        foreach (var dea in new[] { "dea-1", "dea-2" })
            await Cloud.OnAsync(dea, $"docker rm --force shop; {remove}");
    }

    [Fact]
    public async Task It_becomes_latest_on_one_DEA_after_another_and_the_former_one_is_kept_and_put_back()
    {
        Assert.Equal(["UpgradeImage --dry-run", "UpgradeImage", "UpgradeImage --revert"], Repository.CommandsOf("docs/upgrade.md"));
        using var workspace = NewWorkspace();
        var (config, former) = (await Cloud.ConfigAsync(), await LatestAsync("dea-1"));
        await Cloud.OnAsync("dea-1", $"docker run --detach --name shop {repository}:latest sleep 600");

        var dry = (await Build.RunAsync(workspace, "UpgradeImage", "--dry-run")).Expect(0);
        Assert.Contains($"would build {repository}:upgrade-", dry.Output, StringComparison.Ordinal);
        Assert.Contains("dea-2: would pull the image; would keep ", dry.Output, StringComparison.Ordinal);
        Assert.Equal(former, await LatestAsync("dea-1"));

        // A DEA that does not answer: nobody is changed, and what was built is gone on with.
        await Cloud.InsideAsync("dea-2", "sv -w 30 force-stop docker");
        try
        {
            var failed = (await Build.RunAsync(workspace, "UpgradeImage")).Expect(4);
            Assert.Contains("dea-2 failed, and the others were left alone; none of them has been changed", failed.Output, StringComparison.Ordinal);
            Assert.Contains("| listening on port 8080", failed.Output, StringComparison.Ordinal);
            Assert.Equal(former, await LatestAsync("dea-1"));
        }
        finally
        {
            await Cloud.InsideAsync("dea-2", "sv start docker && until docker version >/dev/null 2>&1; do sleep 0.2; done");
        }

        var done = (await Build.RunAsync(workspace, "UpgradeImage")).Expect(0);
        Assert.Contains($"goes on with {repository}:upgrade-", done.Output, StringComparison.Ordinal);
        var upgraded = await LatestAsync("dea-1");
        Assert.NotEqual(former, upgraded);
        Assert.Equal(upgraded, await LatestAsync("dea-2"));
        Assert.Equal(former, await Cloud.OnAsync("dea-1", $"docker inspect --format '{{{{.Id}}}}' $(docker images --quiet --no-trunc --filter reference='{repository}:before-upgrade-*')"));
        Assert.Contains("dea-1: 1 container still runs on ", done.Output, StringComparison.Ordinal);
        Assert.Contains(" until restarted: shop", done.Output, StringComparison.Ordinal);
        Assert.Contains($"applications do not start from {repository}:latest: fence docker/images names ", done.Output, StringComparison.Ordinal);

        var again = (await Build.RunAsync(workspace, "UpgradeImage")).Expect(0);
        Assert.Contains("dea-1: has upgrade-", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("building ", again.Output, StringComparison.Ordinal);

        Assert.Contains("latest again, in place of upgrade-", (await Build.RunAsync(workspace, "UpgradeImage", "--revert", "--dry-run")).Expect(0).Output, StringComparison.Ordinal);
        (await Build.RunAsync(workspace, "UpgradeImage", "--revert")).Expect(0);
        Assert.Equal((former, former), (await LatestAsync("dea-1"), await LatestAsync("dea-2")));
        Assert.Contains("dea-2: has no upgrade as latest", (await Build.RunAsync(workspace, "UpgradeImage", "--revert")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal(config, await Cloud.ConfigAsync());
    }

    private Workspace NewWorkspace()
    {
        var workspace = Cloud.NewWorkspaceOfRealCluster();
        workspace.Write("fence.yml", workspace.Definition.Replace("helion/stack-alsek:kato-patched", $"{repository}:kato-patched", StringComparison.Ordinal));
        return workspace;
    }

    private Task<string> LatestAsync(string dea) => Cloud.OnAsync(dea, $"docker inspect --format '{{{{.Id}}}}' {repository}:latest");
}
