namespace Fence.EndToEnd.Tests;

/// <summary>Ctrl-C in each stage: exit code 130, nothing half done, and the next run goes on.</summary>
[Trait("Category", "docker")]
public sealed class InterruptionTests(CloudFixture cloud) : CloudTests(cloud)
{
    [Fact]
    public async Task While_hooks_are_validated_nothing_has_happened_yet()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        workspace.Write("bin/bash", "#!/bin/sh\necho reached >\"$FENCE_TEST_REACHED\"\nexec sleep 600\n");
        File.SetUnixFileMode(Path.Combine(workspace.Root, "bin/bash"), (UnixFileMode)0b111_101_101);
        var reached = Path.Combine(workspace.Root, "reached");
        await Shell.RunAsync("mkfifo", reached);

        await using var running = Build.Start(
            workspace,
            environment =>
            {
                environment["PATH"] = $"{workspace.Root}/bin:{environment["PATH"]}";
                environment["FENCE_TEST_REACHED"] = reached;
            },
            "ValidateHooks");
        await File.ReadAllTextAsync(reached, TestContext.Current.CancellationToken);
        await running.InterruptAsync();

        (await running.EndAsync()).Expect(130);
    }

    [Fact]
    public async Task While_an_image_is_built_the_engine_ends_the_build_and_keeps_no_container()
    {
        using var workspace = Cloud.NewWorkspaceOfRealCluster();
        var mark = Guid.NewGuid().ToString("N");
        workspace.Append("images/stack-alsek/Dockerfile", $"RUN echo {mark} && sleep 600\n");

        await using var running = Build.Start(workspace, null, "BuildImage");
        await running.PrintsAsync($"| {mark}");
        var container = await Shell.RunAsync("/bin/sh", "-c", $"docker ps --all --no-trunc --format '{{{{.ID}}}} {{{{.Command}}}}' | sed -n 's/ .*{mark}.*//p'");
        await running.InterruptAsync();

        (await running.EndAsync()).Expect(130);

        // The engine removes it once it has noticed that nobody waits any more: the event says when.
        await Shell.RunAsync("/bin/sh", "-c", $"timeout 60 docker events --since 5m --filter event=destroy --filter container={container} --format gone | head -n 1 | grep gone");
    }

    [Fact]
    public async Task While_an_image_is_pushed_the_next_run_pushes_it()
    {
        using var workspace = await EditedAsync();
        (await Build.RunAsync(workspace, "BuildImage")).Expect(0);
        await Cloud.OnAsync("core", "docker pause registry");
        try
        {
            await using var running = Build.Start(workspace, null, "PushRegistry", "--skip");
            await running.PrintsAsync("══ PushRegistry");
            await running.InterruptAsync();

            (await running.EndAsync()).Expect(130);
        }
        finally
        {
            await Cloud.OnAsync("core", "docker unpause registry");
        }

        (await Build.RunAsync(workspace, "PushRegistry", "--skip")).Expect(0);
    }

    [Fact]
    public async Task While_DEAs_pull_the_configuration_stays_and_the_next_run_goes_on()
    {
        using var workspace = await EditedAsync();
        (await Build.RunAsync(workspace, "PushRegistry")).Expect(0);
        var before = await Cloud.ConfigAsync();
        await Cloud.OnAsync("core", "docker pause registry");
        try
        {
            await using var running = Build.Start(workspace, null, "RolloutDeas", "SetFenceConfig", "--skip");
            await running.PrintsAsync("dea-1: pulling");
            await running.InterruptAsync();

            var result = (await running.EndAsync()).Expect(130);
            Assert.Contains("SetFenceConfig", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            await Cloud.OnAsync("core", "docker unpause registry");
        }

        Assert.Equal(before, await Cloud.ConfigAsync());
        (await Build.RunAsync(workspace, "RolloutDeas", "--skip")).Expect(0);
    }

    [Fact]
    public async Task While_the_configuration_is_written_the_write_is_finished_and_read_back()
    {
        using var workspace = await EditedAsync();
        (await Build.RunAsync(workspace, "RolloutDeas")).Expect(0);
        var before = await Cloud.ConfigAsync();

        // kato's set waits until this test lets it go on.
        await Cloud.InsideAsync("core",
            "mkfifo -m 666 /tmp/go && mv /usr/local/bin/kato /usr/local/bin/kato.real && "
            + "printf '#!/bin/sh\\ncase \"$*\" in *\" set \"*) cat /tmp/go;; esac\\nexec /usr/local/bin/kato.real \"$@\"\\n' >/usr/local/bin/kato && chmod 755 /usr/local/bin/kato");
        try
        {
            await using var running = Build.Start(workspace, null, "SetFenceConfig", "--skip");
            await running.PrintsAsync("writing fence docker/images");
            await running.InterruptAsync();
            await Cloud.InsideAsync("core", "echo go >/tmp/go");

            (await running.EndAsync()).Expect(130);
        }
        finally
        {
            await Cloud.InsideAsync("core", "mv /usr/local/bin/kato.real /usr/local/bin/kato; rm /tmp/go");
        }

        var after = await Cloud.ConfigAsync();
        Assert.EndsWith($"\n{before}", after, StringComparison.Ordinal);
        Assert.Equal(before.Split('\n').Length + 1, after.Split('\n').Length);
        Assert.Contains("nothing to write", (await Build.RunAsync(workspace, "SetFenceConfig", "--skip")).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_while_DEAs_pull_it_leaves_the_configuration_and_the_next_run_takes_the_lock_over_and_goes_on()
    {
        using var workspace = await EditedAsync();
        (await Build.RunAsync(workspace, "PushRegistry")).Expect(0);
        var before = await Cloud.ConfigAsync();

        await using (var running = Build.Start(workspace, null, "RolloutDeas", "SetFenceConfig", "--skip"))
        {
            await running.PrintsAsync("dea-1: pulling");
            await running.KillAsync();
        }

        Assert.Equal(before, await Cloud.ConfigAsync());
        var next = (await Build.RunAsync(workspace, "RolloutDeas", "SetFenceConfig", "--skip")).Expect(0);
        Assert.Contains("taking over a lock whose holder is gone", next.Output, StringComparison.Ordinal);

        // What is named first is on every DEA, and is the same image there.
        var named = (await Cloud.ConfigAsync()).Split('\n')[0].TrimStart('-', ' ');
        var ids = await Task.WhenAll(new[] { "dea-1", "dea-2" }.Select(dea => Cloud.OnAsync(dea, $"docker image inspect --format '{{{{.Id}}}}' {named}")));
        Assert.Single(ids.Distinct(StringComparer.Ordinal));
        Assert.Equal("", await Cloud.OnAsync("core", "cat ~/.fence/lock 2>/dev/null || true"));
        Assert.Contains("nothing to write", (await Build.RunAsync(workspace, "SetFenceConfig", "--skip")).Expect(0).Output, StringComparison.Ordinal);
    }

    private async Task<Workspace> EditedAsync()
    {
        var workspace = Cloud.NewWorkspaceOfRealCluster();
        workspace.Write("hooks/pre-staging", $"#!/bin/bash\necho {Guid.NewGuid():N}\n");
        await workspace.CommitAsync();
        return workspace;
    }
}
