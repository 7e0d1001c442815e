using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Definition;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Hooks;

namespace Fence.Tasks.Tests.Hooks;

/// <summary>The hooks that ship, run for real by this machine's bash.</summary>
public sealed class ShippedHookTests : IDisposable
{
    private const string Key = "0123456789abcdefghijABCDEFGHIJ0123456789";
    private static readonly string[] Modes = ["", "set -euo pipefail"];

    private readonly string folder = Directory.CreateTempSubdirectory("fence-hooks-").FullName;

    public static TheoryData<string, string> EveryHookInEveryMode()
    {
        var all = new TheoryData<string, string>();
        foreach (var name in HookName.All)
        {
            foreach (var mode in Modes)
                all.Add(name, mode);
        }
        return all;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Validation_finds_nothing_in_what_ships()
    {
        var definition = FenceDefinitionReader.Read(RepositoryFiles.PathOf("fence.yml"));

        Assert.Equal("", Findings.Text((await ImageValidation.HooksAsync(definition, TestContext.Current.CancellationToken)).Diagnostics));
        Assert.Equal("", Findings.Text(ImageValidation.Dockerfile(definition).Diagnostics));
    }

    [Fact]
    public async Task ShellCheck_finds_nothing_in_what_ships()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/shellcheck"), "ShellCheck is not installed");

        var run = await Bash($"shellcheck {string.Join(' ', HookName.All.Select(name => RepositoryFiles.PathOf($"hooks/{name}")))}");

        Assert.Equal("", run.StandardOutput);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [MemberData(nameof(EveryHookInEveryMode))]
    public async Task A_hook_succeeds_when_it_is_run(string name, string mode)
    {
        var run = await Bash($"{mode}\n{RepositoryFiles.PathOf($"hooks/{name}")}\necho went on");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("went on\n", run.StandardOutput, StringComparison.Ordinal);
        Assert.Equal("", run.StandardError);
    }

    [Theory]
    [MemberData(nameof(EveryHookInEveryMode))]
    public async Task A_hook_succeeds_when_it_is_sourced_and_leaves_the_options_alone(string name, string mode)
    {
        var run = await Bash($"{mode}\nbefore=$(set +o)\n. {RepositoryFiles.PathOf($"hooks/{name}")}\n[ \"$before\" = \"$(set +o)\" ] && echo same");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("same\n", run.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_running_the_list_of_variables_is_set_behind_the_applications_own()
    {
        var run = await Bash($". {RepositoryFiles.PathOf("hooks/pre-running")} >/dev/null\nenv", ("HELION_HOOK_ENV", "MINE"), ("EXAMPLECO_KEY", "from the application"));

        Assert.Contains("HELION_HOOK_ENV=MINE,PRE_RUN_DATE,EXAMPLECO_KEY,NEW_RELIC_LICENSE_KEY\n", run.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("EXAMPLECO_KEY=from the application\n", run.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("NEW_RELIC_LICENSE_KEY=", run.StandardOutput, StringComparison.Ordinal);
        var date = run.StandardOutput.Split('\n').Single(line => line.StartsWith("PRE_RUN_DATE=", StringComparison.Ordinal))["PRE_RUN_DATE=".Length..];
        Assert.True(DateTimeOffset.TryParseExact(date, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), date);
    }

    [Fact]
    public async Task Without_a_key_the_agent_is_left_alone()
    {
        var run = await PreRunning(key: null, sudo: "exit 0");

        Assert.Equal("pre-running: NEW_RELIC_LICENSE_KEY is not set, so the New Relic agent is not started\n", run.StandardOutput);
        Assert.False(File.Exists(Path.Combine(folder, "calls")));
    }

    [Theory]
    [InlineData("short")]
    [InlineData(Key + " --config=/etc/shadow")]
    [InlineData("$(touch calls)0123456789abcdefghijABCDEF")]
    public async Task A_key_of_another_shape_is_not_handed_to_sudo(string key)
    {
        var run = await PreRunning(key, sudo: "exit 0");

        Assert.Equal("pre-running: NEW_RELIC_LICENSE_KEY is not 40 letters and digits, so the New Relic agent is not started\n", run.StandardError);
        Assert.DoesNotContain(key, run.StandardError + run.StandardOutput, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "calls")));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Where_there_is_no_agent_it_says_so_and_goes_on()
    {
        Assert.SkipWhen(File.Exists("/usr/sbin/nrsysmond-config"), "this machine has the agent");

        var run = await Bash(RepositoryFiles.PathOf("hooks/pre-running"), ("NEW_RELIC_LICENSE_KEY", Key));

        Assert.Equal("pre-running: this image has no New Relic agent\n", run.StandardOutput);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task With_agent_and_key_the_agent_is_configured_and_started()
    {
        var run = await PreRunning(Key, sudo: "exit 0");

        Assert.Equal("pre-running: the New Relic agent is started\n", run.StandardOutput);
        Assert.Equal(
            $"-n {folder}/nrsysmond-config --set license_key={Key}\n-n /etc/init.d/newrelic-sysmond start\n",
            await File.ReadAllTextAsync(Path.Combine(folder, "calls"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_sudo_refuses_the_application_starts_all_the_same()
    {
        var run = await PreRunning(Key, sudo: "exit 1");

        Assert.Equal("pre-running: the New Relic agent could not be started; the application runs without it\n", run.StandardError);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(Key, run.StandardError + run.StandardOutput, StringComparison.Ordinal);
    }

    /// <summary>Runs pre-running with an agent and a sudo that are made here; the agent's path is the one thing changed in the hook.</summary>
    private async Task<BufferedCommandResult> PreRunning(string? key, string sudo)
    {
        var hook = RepositoryFiles.Read("hooks/pre-running").Replace("/usr/sbin/nrsysmond-config", $"{folder}/nrsysmond-config", StringComparison.Ordinal);
        Program("pre-running", hook);
        Program("nrsysmond-config", "#!/bin/sh\n");
        Program("sudo", $"#!/bin/sh\nprintf '%s\\n' \"$*\" >> {folder}/calls\n{sudo}\n");
        return key is null ? await Bash($"{folder}/pre-running") : await Bash($"{folder}/pre-running", ("NEW_RELIC_LICENSE_KEY", key));
    }

    private void Program(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<BufferedCommandResult> Bash(string script, params (string Name, string Value)[] environment) =>
        await Cli.Wrap("env")
            .WithArguments(["-i", $"PATH={folder}:/usr/bin:/bin", $"HOME={folder}", .. environment.Select(e => $"{e.Name}={e.Value}"), "bash", "-c", script])
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
