using System.Net;
using System.Net.Sockets;
using Fence.Tasks.Clusters;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Tests.Clusters;

/// <summary>The script is run by this machine's own shell, as a node's would run it.</summary>
public sealed class NodeProbeTests
{
    [Fact]
    public async Task This_machine_tells_its_time_its_room_and_that_a_port_is_open()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var answer = await AskAsync(Path.GetTempPath(), $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.InRange(answer.Time!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));
        var drive = new DriveInfo(Path.GetTempPath());
        Assert.InRange(answer.FreeBytes!.Value, drive.AvailableFreeSpace / 2, drive.TotalSize);
        Assert.Equal(RegistryReach.Open, answer.Registry);
    }

    [Fact]
    public async Task A_closed_port_is_told_in_the_systems_words()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(new RegistryReach(IsOpen: false, "Connection refused"), (await AskAsync("/", $"127.0.0.1:{port}")).Registry);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told() =>
        Assert.Matches("(?i)name", (await AskAsync("/", "nobody.invalid:5000")).Registry!.Why!);

    [Fact]
    public async Task A_folder_that_is_not_there_is_judged_by_the_nearest_above_it() =>
        Assert.NotNull((await AskAsync("/no such folder/$(exit 1)/docker", registry: null)).FreeBytes);

    [Theory]
    [InlineData("disk 4096 100 0 0", 409_600L, null)]
    [InlineData("disk 4096 100 50 0", 409_600L, 0L)]
    [InlineData("disk x 100 50 7", null, null)]
    [InlineData("disk", null, null)]
    public void The_room_is_read_with_its_inodes_where_they_are_counted(string line, long? bytes, long? inodes)
    {
        var answer = NodeProbe.Read(new CommandResult(0, $"{line}\n", ""));

        Assert.Equal((bytes, inodes), (answer.FreeBytes, answer.FreeInodes));
    }

    [Theory]
    [InlineData("registry no bash: connect: Connection refused", "Connection refused")]
    [InlineData("registry no no answer within 10 seconds", "no answer within 10 seconds")]
    [InlineData("registry no api.test: line 1: /dev/tcp/api.test/5000: No such file or directory", null)]
    public void A_bash_without_sockets_says_nothing_of_the_registry(string line, string? why) =>
        Assert.Equal(why, NodeProbe.Read(new CommandResult(0, line, "")).Registry?.Why);

    private static async Task<ProbeAnswer> AskAsync(string root, string? registry)
    {
        await using var shell = new LocalShell("here");
        return NodeProbe.Read(await shell.RunAsync(NodeProbe.Command(root, registry), input: null, TestContext.Current.CancellationToken));
    }
}
