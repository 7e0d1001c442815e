using Fence.Tasks.Diagnostics;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Ssh;

public sealed class LocalShellTests
{
    private readonly LocalShell shell = new("core");

    [Fact]
    public async Task A_command_gets_its_arguments_as_they_are_and_answers_with_what_it_printed_and_its_exit_code() =>
        Assert.Equal(
            new CommandResult(3, "a b|typed", "no\n"),
            await shell.RunAsync(["/bin/sh", "-c", "printf '%s|' \"$1\"; cat; echo no >&2; exit 3", "sh", "a b"], "typed", TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_command_that_is_not_here_is_told_as_such()
    {
        var error = await Assert.ThrowsAsync<FenceException>(() => shell.RunAsync(["kato-of-nowhere"], null, TestContext.Current.CancellationToken));

        Assert.Equal("core is this machine, and there is no command kato-of-nowhere on it", error.Message);
    }

    [Fact]
    public async Task A_stream_carries_both_directions_and_ends_with_the_reason_where_the_command_fails()
    {
        await using var stream = await shell.OpenStreamAsync(["/bin/sh", "-c", "head -n 1; echo because >&2; exit 1"], TestContext.Current.CancellationToken);
        await stream.WriteAsync("ping\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var buffer = new byte[5];
        await stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<IOException>(() => stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("ping\n"u8.ToArray(), buffer);
        Assert.Equal("because", error.Message);
    }
}
