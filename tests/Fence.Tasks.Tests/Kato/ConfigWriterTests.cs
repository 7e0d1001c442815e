using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Ssh;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Kato;

public sealed class ConfigWriterTests
{
    private string stored = "[\"helion/stack-alsek\",\"helion/stack/alsek\"]";

    [Fact]
    public async Task The_value_is_read_written_as_json_and_read_back()
    {
        var shell = Core();

        var change = await PutFirstAsync(shell, "new:1");

        Assert.Equal(
            [
                "kato config get --json fence docker/images",
                "kato config set --json fence docker/images [\"new:1\",\"helion/stack-alsek\",\"helion/stack/alsek\"]",
                "kato config get --json fence docker/images",
            ],
            shell.Asked);
        Assert.True(change.IsWritten);
        Assert.Equal(["new:1", "helion/stack-alsek", "helion/stack/alsek"], change.After);
    }

    [Fact]
    public async Task Nothing_is_written_where_the_image_is_first_already()
    {
        stored = "[\"new:1\",\"helion/stack-alsek\"]";
        var shell = Core();

        var change = await PutFirstAsync(shell, "new:1");

        Assert.Equal(["kato config get --json fence docker/images"], shell.Asked);
        Assert.False(change.IsWritten);
        Assert.Equal(change.Before, change.After);
    }

    [Fact]
    public async Task The_plan_shows_both_values_and_writes_nothing()
    {
        var shell = Core();
        var writer = new ConfigWriter(new KatoClient(shell, TimeProvider.System), new RecordedEvents());

        var change = await writer.PlanAsync(ConfigKeyDefinition.Default, "new:1", TestContext.Current.CancellationToken);
        var none = await writer.PlanAsync(ConfigKeyDefinition.Default, "helion/stack-alsek", TestContext.Current.CancellationToken);

        Assert.Equal("would write new:1, helion/stack-alsek, helion/stack/alsek; now it is helion/stack-alsek, helion/stack/alsek", change.Sentence);
        Assert.Equal("would write nothing: it is helion/stack-alsek, helion/stack/alsek already", none.Sentence);
        Assert.All(shell.Asked, line => Assert.Contains(" get ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_string_is_replaced_by_force()
    {
        stored = "\"exampleco/newimg\"";
        var shell = Core();

        await PutFirstAsync(shell, "new:1");

        Assert.Contains("kato config set --json --force fence docker/images [\"new:1\",\"exampleco/newimg\"]", shell.Asked);
    }

    [Fact]
    public async Task Katos_error_is_told_in_its_own_words_and_ends_with_4()
    {
        var shell = new ScriptedShell(_ => new CommandResult(1, "", "WARNING: something\nkato: Redis is not reachable\n"));

        var error = await Assert.ThrowsAsync<FenceException>(() => PutFirstAsync(shell, "new:1"));

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.Equal("kato on core ended with exit code 1: kato: Redis is not reachable", error.Message);
    }

    [Fact]
    public async Task Another_value_read_back_is_an_error_that_shows_all_three()
    {
        var shell = Core(store: false);

        var error = await Assert.ThrowsAsync<FenceException>(() => PutFirstAsync(shell, "new:1"));

        Assert.Equal(
            "fence docker/images was set to new:1, helion/stack-alsek, helion/stack/alsek, and then read back as helion/stack-alsek, helion/stack/alsek; "
            + "before it was helion/stack-alsek, helion/stack/alsek",
            error.Message);
    }

    [Fact]
    public async Task A_value_that_is_no_image_is_left_alone()
    {
        stored = "{\"a\":1}";
        var shell = Core();

        await Assert.ThrowsAsync<FenceException>(() => PutFirstAsync(shell, "new:1"));

        Assert.DoesNotContain(shell.Asked, line => line.Contains("set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warnings_among_the_answer_are_ignored()
    {
        var shell = new ScriptedShell(_ => new CommandResult(0, "WARNING: Assumed type struct\n[\"new:1\"]\n", ""));

        Assert.False((await PutFirstAsync(shell, "new:1")).IsWritten);
    }

    [Fact]
    public async Task An_interruption_before_the_write_writes_nothing()
    {
        using var interrupted = new CancellationTokenSource();
        var shell = new ScriptedShell(_ =>
        {
            interrupted.Cancel();
            return new CommandResult(0, stored, "");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ConfigWriter(new KatoClient(shell, TimeProvider.System), new RecordedEvents()).PutFirstAsync(ConfigKeyDefinition.Default, "new:1", interrupted.Token));

        Assert.Single(shell.Asked);
    }

    private ScriptedShell Core(bool store = true) => new(line =>
    {
        if (line.Contains(" get ", StringComparison.Ordinal))
            return new CommandResult(0, stored + "\n", "");
        if (store)
            stored = line[line.IndexOf("docker/images ", StringComparison.Ordinal)..]["docker/images ".Length..];
        return new CommandResult(0, stored, "");
    });

    private static Task<ConfigChange> PutFirstAsync(ScriptedShell shell, string reference) =>
        new ConfigWriter(new KatoClient(shell, TimeProvider.System), new RecordedEvents())
            .PutFirstAsync(ConfigKeyDefinition.Default, reference, TestContext.Current.CancellationToken);
}
