using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Runs;
using Fence.Tasks.Ssh;
using Fence.Tasks.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Kato;

public sealed class ConfigWriterTests
{
    private static readonly ConfigValue New = new ConfigValue.List(["new:1", "old"]);

    private string stored = "[\"old\"]";

    [Fact]
    public async Task The_value_is_written_by_a_guarded_script_and_read_back()
    {
        var shell = Core();

        var found = await WriteAsync(shell, New);

        Assert.Equal(New, found.Value);
        Assert.StartsWith("sh -c umask 077\n", shell.Asked[0], StringComparison.Ordinal);
        Assert.EndsWith(" fence t1 fence docker/images [\"old\"] kato config set --json fence docker/images [\"new:1\",\"old\"]", shell.Asked[0], StringComparison.Ordinal);
        Assert.Equal("kato config get --json fence docker/images", shell.Asked[1]);
    }

    [Fact]
    public async Task Another_type_is_written_by_force()
    {
        var shell = Core();

        await WriteAsync(shell, new ConfigValue.Text("new:1"));

        Assert.EndsWith(" kato config set --json --force fence docker/images \"new:1\"", shell.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_before_the_key_is_removed_again()
    {
        var shell = Core();

        await WriteAsync(shell, new ConfigValue.Missing());

        Assert.EndsWith(" kato config del fence docker/images", shell.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Katos_error_is_told_in_its_own_words_and_ends_with_4()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => WriteAsync(Core(write: 1, error: "WARNING: something\nkato: Redis is not reachable\n"), New));

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Equal("kato on core ended with exit code 1: kato: Redis is not reachable", error.Message);
    }

    [Fact]
    public async Task Another_value_read_back_is_an_error_that_shows_all_three()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => WriteAsync(Core(store: false), New));

        Assert.Equal("fence docker/images was set to new:1, old, and then read back as old; before it was old", error.Message);
    }

    [Fact]
    public async Task A_value_that_somebody_else_has_changed_is_left_so()
    {
        stored = "[\"theirs\"]";

        var error = await Assert.ThrowsAsync<FenceException>(() => WriteAsync(Core(write: 104, store: false), New));

        Assert.Equal("FK006", error.Diagnostics[0].Code);
        Assert.Contains("was old when it was read, and theirs when it was to be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_lock_nothing_is_written() =>
        Assert.Equal("FK005", (await Assert.ThrowsAsync<FenceException>(() => WriteAsync(Core(write: 103, store: false), New))).Diagnostics[0].Code);

    [Fact]
    public async Task Warnings_among_the_answer_are_ignored()
    {
        var shell = new ScriptedShell(_ => new CommandResult(0, "WARNING: Assumed type struct\n[\"new:1\"]\n", ""));

        var reading = await new KatoClient(shell, TimeProvider.System).ReadAsync(ConfigKeyDefinition.Default, TestContext.Current.CancellationToken);

        Assert.Equal((new ConfigValue.List(["new:1"]), "[\"new:1\"]"), (reading.Value, reading.Text));
    }

    private ScriptedShell Core(int write = 0, bool store = true, string error = "") => new(line =>
    {
        if (line.StartsWith("kato config get ", StringComparison.Ordinal))
            return new CommandResult(0, stored + "\n", "");
        if (store && write == 0)
            stored = line.EndsWith("del fence docker/images", StringComparison.Ordinal) ? "" : line[(line.LastIndexOf("docker/images ", StringComparison.Ordinal) + 14)..];
        return new CommandResult(write, "", error);
    });

    private static Task<ConfigReading> WriteAsync(ScriptedShell shell, ConfigValue value)
    {
        var clock = new FakeTimeProvider();
        return new ConfigWriter(new KatoClient(shell, clock), new RecordedEvents(), new Retry(clock, () => 0)).WriteAsync(
            ConfigKeyDefinition.Default, value, new ConfigGuard("t1", new ConfigReading(new ConfigValue.List(["old"]), "[\"old\"]")));
    }
}
