using System.Diagnostics;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Clusters;

/// <summary>The scripts that run on the Core node, run for real on this machine, in a home of their own.</summary>
public sealed class CoreStoreTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("fence-core-");
    private readonly CoreStore store;

    public CoreStoreTests() => store = new CoreStore(new HomeShell(home.FullName), TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_is_taken_by_one_shown_with_who_holds_it_and_given_back()
    {
        Assert.Null((await store.ReadAsync(Token)).Holder);
        Assert.True(await store.TakeAsync(null, Holder("t1"), Token));
        Assert.False(await store.TakeAsync(null, Holder("t2"), Token));

        var reading = await store.ReadAsync(Token);
        Assert.Equal(Holder("t1"), reading.Holder);
        Assert.InRange(reading.SinceBeat, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        await store.ReleaseAsync("t2", Token);
        Assert.NotNull((await store.ReadAsync(Token)).Holder);
        await store.ReleaseAsync("t1", Token);
        Assert.Null((await store.ReadAsync(Token)).Holder);
    }

    [Fact]
    public async Task Whoever_takes_it_over_has_it_and_the_former_holder_is_told()
    {
        await store.TakeAsync(null, Holder("t1"), Token);
        Assert.True(await store.BeatAsync("t1", Token));

        Assert.True(await store.TakeAsync("t1", Holder("t2"), Token));
        Assert.False(await store.TakeAsync("t1", Holder("t3"), Token));
        Assert.False(await store.BeatAsync("t1", Token));
        Assert.True(await store.BeatAsync("t2", Token));
    }

    [Fact]
    public async Task Of_many_who_take_it_at_once_one_gets_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => store.TakeAsync(null, Holder($"t{i}"), Token)));

        Assert.Single(taken, isTaken => isTaken);
    }

    [Fact]
    public async Task An_old_sign_of_life_is_shown_with_its_age()
    {
        await store.TakeAsync(null, Holder("t1"), Token);
        await File.WriteAllTextAsync(Path.Combine(home.FullName, ".fence", "beat"), "1000\n", Token);

        Assert.True((await store.ReadAsync(Token)).SinceBeat > ClusterLock.StaleAfter);
    }

    [Fact]
    public async Task A_lock_that_somebody_made_by_hand_locks_too()
    {
        Directory.CreateDirectory(Path.Combine(home.FullName, ".fence"));
        await File.WriteAllTextAsync(Path.Combine(home.FullName, ".fence", "lock"), "do not touch\n", Token);

        Assert.Equal(("do not touch", "somebody"), ((await store.ReadAsync(Token)).Holder!.Token, (await store.ReadAsync(Token)).Holder!.Who));
        Assert.False(await store.TakeAsync(null, Holder("t1"), Token));
    }

    [Fact]
    public async Task Files_are_replaced_whole_and_lines_begin_on_lines_of_their_own()
    {
        Assert.Equal("", await store.ReadAsync("history", Token));
        await store.AppendAsync("history", "one 'quoted' $HOME", Token);
        await File.AppendAllTextAsync(Path.Combine(home.FullName, ".fence", "history"), "torn", Token);
        await store.AppendAsync("history", "two", Token);
        Assert.Equal("one 'quoted' $HOME\ntorn\ntwo\n", await store.ReadAsync("history", Token));

        Assert.True(await store.WriteAsync("pending", "a\n", lockToken: null, Token));
        Assert.Equal("a\n", await store.ReadAsync("pending", Token));
        Assert.True(await store.WriteAsync("pending", "", lockToken: null, Token));
        Assert.False(File.Exists(Path.Combine(home.FullName, ".fence", "pending")));
    }

    [Fact]
    public async Task A_file_that_goes_with_the_lock_is_written_by_its_holder_only()
    {
        await store.TakeAsync(null, Holder("t1"), Token);

        Assert.True(await store.WriteAsync("pending", "a", "t1", Token));
        Assert.False(await store.WriteAsync("pending", "b", "t2", Token));
        Assert.Equal("a", await store.ReadAsync("pending", Token));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(home.FullName, ".fence"), "", Token);

        var error = await Assert.ThrowsAsync<FenceException>(() => store.ReadAsync(Token));

        Assert.StartsWith("core cannot use ~/.fence: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t1", "[\"old\"]", 0, "[\"new:1\"]")]
    [InlineData("t2", "[\"old\"]", CoreFolder.Declined, "[\"old\"]")]
    [InlineData("t1", "[\"other\"]", KatoCommand.ValueChanged, "[\"old\"]")]
    public async Task A_guarded_write_is_carried_out_only_while_lock_and_value_are_as_believed(string token, string believed, int exit, string after)
    {
        await store.TakeAsync(null, Holder("t1"), Token);
        var value = Path.Combine(home.FullName, "value");
        await File.WriteAllTextAsync(value, "[\"old\"]\n", Token);
        WriteKato($"""
            case "$2" in
            get) echo 'WARNING: something'; cat '{value}' ;;
            set) printf '%s\n' "$6" > '{value}' ;;
            esac
            """);

        var command = KatoCommand.ConfigSet(
            ConfigKeyDefinition.Default, new ConfigValue.List(["new:1"]), new ConfigGuard(token, new ConfigReading(ConfigValue.FromJson(believed), believed)));
        var result = await new HomeShell(home.FullName).RunAsync(command, input: null, Token);

        Assert.Equal((exit, after), (result.ExitCode, (await File.ReadAllTextAsync(value, Token)).Trim()));
    }

    [Fact]
    public async Task While_a_write_is_under_way_nobody_takes_the_lock()
    {
        await store.TakeAsync(null, Holder("t1"), Token);
        var (begun, goOn) = (Path.Combine(home.FullName, "begun"), Path.Combine(home.FullName, "go-on"));
        WriteKato($"""
            case "$2" in
            get) echo '["old"]' ;;
            set) touch '{begun}'; until [ -e '{goOn}' ]; do sleep 0.02; done ;;
            esac
            """);
        var guard = new ConfigGuard("t1", new ConfigReading(new ConfigValue.List(["old"]), "[\"old\"]"));
        var writing = new HomeShell(home.FullName).RunAsync(
            KatoCommand.ConfigSet(ConfigKeyDefinition.Default, new ConfigValue.List(["new:1"]), guard), input: null, Token);
        while (!File.Exists(begun))
            await Task.Yield();

        var taking = store.TakeAsync("t1", Holder("t2"), Token);
        Assert.Equal("t1", (await File.ReadAllLinesAsync(Path.Combine(home.FullName, ".fence", "lock"), Token))[0]);
        await File.WriteAllTextAsync(goOn, "", Token);

        Assert.Equal(0, (await writing).ExitCode);
        Assert.True(await taking);
    }

    public void Dispose() => home.Delete(recursive: true);

    private void WriteKato(string body)
    {
        var kato = Path.Combine(home.FullName, "kato");
        File.WriteAllText(kato, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(kato, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static LockHolder Holder(string token) => new()
    {
        Token = token, Who = "Ada 'the' Example", From = "there", What = "RolloutDeas", Since = DateTimeOffset.UnixEpoch, Process = null,
    };

    /// <summary>This machine's commands with another home, in which a kato is found first.</summary>
    private sealed class HomeShell(string home) : INodeShell
    {
        public string Node => "core";

        public async Task<CommandResult> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken)
        {
            var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["HOME"] = home;
            start.Environment["PATH"] = $"{home}:{Environment.GetEnvironmentVariable("PATH")}";
            using var process = Process.Start(start)!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, await error);
        }

        public Task<Stream> OpenStreamAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<Stream> OpenPortAsync(int port, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public ValueTask DisconnectAsync() => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
