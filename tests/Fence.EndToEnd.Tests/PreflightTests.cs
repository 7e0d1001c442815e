namespace Fence.EndToEnd.Tests;

/// <summary>A rollout that cannot succeed on real DEAs: full, cut off, or of another time. It is refused before anything changes.</summary>
[Trait("Category", "docker")]
public sealed class PreflightTests(CloudFixture cloud) : CloudTests(cloud)
{
    private const string BlockRegistry = "OUTPUT -p tcp --dport 5000 -j REJECT";
    private const string StartDocker = "sv start docker && until docker version >/dev/null 2>&1; do sleep 0.2; done";

    [Fact]
    public async Task A_rollout_that_cannot_succeed_is_refused_with_all_its_reasons_and_changes_nothing()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        workspace.Write("hooks/pre-staging", "#!/bin/bash\necho preflight\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "PushRegistry")).Expect(0);
        var (config, history) = (await Cloud.ConfigAsync(), await Cloud.OnAsync("core", "kato history"));
        await Cloud.InsideAsync("dea-1", $"sv -w 20 stop docker && mount -t tmpfs -o size=40m,nr_inodes=2000 none /var/lib/docker && {StartDocker}");
        await Cloud.InsideAsync("dea-2", $"iptables -I {BlockRegistry}");
        await Cloud.InsideAsync("dea-2", "printf '#!/bin/sh\\nexec /bin/date -d \"2 hours ago\" \"$@\"\\n' >/usr/local/bin/date && chmod 755 /usr/local/bin/date");
        try
        {
            var dry = (await Build.RunAsync(workspace, "RolloutDeas", "--skip", "--dry-run")).Expect(4);
            var refused = (await Build.RunAsync(workspace, "RolloutDeas", "--skip")).Expect(4);

            foreach (var result in new[] { dry, refused })
            {
                Assert.Contains("error FO060: 2 of 2 DEAs cannot get the image; nothing was changed", result.Output, StringComparison.Ordinal);
                Assert.Matches(@"error FO062: dea-1 has \d+\.\d MB free where Docker keeps images, and the \d+ layers that it lacks take \d+\.\d MB at least", result.Output);
                Assert.Contains($"error FO064: dea-2 does not reach {Cloud.RegistryAddress}, which it is to pull from: Connection refused", result.Output, StringComparison.Ordinal);
                Assert.Matches("error FO065: the clock of dea-2 is 7[12][0-9]{2} s behind", result.Output);
            }

            Assert.Matches(@"canary: dea-1\n.*wave 1: dea-2", dry.Output);
            Assert.Matches(@"dea-1: would pull the image: \d+\.\d MB in \d+ layers, .*; Docker 20\.10\S*; \d+\.\d MB and \d+ inodes free; reaches api\.\S+; clock right", dry.Output);
            Assert.Equal((config, history), (await Cloud.ConfigAsync(), await Cloud.OnAsync("core", "kato history")));
            Assert.Equal("", await Cloud.OnAsync("core", "cat ~/.fence/lock 2>/dev/null || true"));
        }
        finally
        {
            await Cloud.InsideAsync("dea-1", $"sv -w 20 stop docker; umount -l /var/lib/docker; {StartDocker}");
            await Cloud.InsideAsync("dea-2", $"iptables -D {BlockRegistry}; rm -f /usr/local/bin/date");
        }

        (await Build.RunAsync(workspace, "RolloutDeas", "--skip")).Expect(0);
    }
}
