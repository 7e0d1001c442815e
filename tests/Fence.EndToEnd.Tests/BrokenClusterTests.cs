namespace Fence.EndToEnd.Tests;

/// <summary>What a cluster that is partly down comes to: an error that names the part, exit code 4, and an untouched configuration.</summary>
[Trait("Category", "docker")]
public sealed class BrokenClusterTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task A_DEA_that_is_down_fails_the_rollout_and_leaves_the_configuration_alone()
    {
        using var workspace = await PushedAsync("dea down");
        var before = await Cloud.ConfigAsync();
        await Cloud.InsideAsync("dea-2", "iptables -I INPUT ! -i lo -p tcp --dport 22 -j REJECT");
        try
        {
            var result = (await Build.RunAsync(workspace, "SetFenceConfig", "RolloutDeas", "--skip")).Expect(4);

            Assert.Contains("dea-2", result.Output, StringComparison.Ordinal);
            Assert.Contains("1 of 2 DEAs cannot get the image; nothing was changed", result.Output, StringComparison.Ordinal);
            Assert.Equal(before, await Cloud.ConfigAsync());
        }
        finally
        {
            await Cloud.InsideAsync("dea-2", "iptables -D INPUT ! -i lo -p tcp --dport 22 -j REJECT");
        }
    }

    [Fact]
    public async Task A_registry_that_is_down_fails_the_push_and_leaves_the_configuration_alone()
    {
        using var workspace = await BuiltAsync("registry down");
        var before = await Cloud.ConfigAsync();
        await Cloud.OnAsync("core", "docker stop registry");
        try
        {
            var result = (await Build.RunAsync(workspace, "PushRegistry", "--skip")).Expect(4);

            Assert.Contains("the registry at 127.0.0.1:", result.Output, StringComparison.Ordinal);
            Assert.Equal(before, await Cloud.ConfigAsync());
        }
        finally
        {
            await Cloud.OnAsync("core", "docker start registry");
        }
    }

    [Fact]
    public async Task Kato_that_fails_is_told_in_its_own_words_and_leaves_the_configuration_alone()
    {
        using var workspace = await PushedAsync("kato fails");
        (await Build.RunAsync(workspace, "RolloutDeas", "--skip")).Expect(0);
        var before = await Cloud.ConfigAsync();
        await Cloud.InsideAsync("core", "mv /usr/local/bin/kato /usr/local/bin/kato.real && printf '#!/bin/sh\\necho kato: no such luck >&2\\nexit 3\\n' >/usr/local/bin/kato && chmod 755 /usr/local/bin/kato");
        try
        {
            var result = (await Build.RunAsync(workspace, "SetFenceConfig", "--skip")).Expect(4);

            Assert.Contains("kato on core ended with exit code 3: kato: no such luck", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            await Cloud.InsideAsync("core", "mv /usr/local/bin/kato.real /usr/local/bin/kato");
        }

        Assert.Equal(before, await Cloud.ConfigAsync());
    }

    private async Task<Workspace> BuiltAsync(string what)
    {
        var workspace = Cloud.NewWorkspaceOfRealCluster();
        workspace.Write("hooks/pre-staging", $"#!/bin/bash\necho {what}\n");
        await workspace.CommitAsync();
        (await Build.RunAsync(workspace, "BuildImage")).Expect(0);
        return workspace;
    }

    private async Task<Workspace> PushedAsync(string what)
    {
        var workspace = await BuiltAsync(what);
        (await Build.RunAsync(workspace, "PushRegistry", "--skip")).Expect(0);
        return workspace;
    }
}
