using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker.Tests.Images;

/// <summary>What a real engine keeps of an image's files, and gives out again.</summary>
[Trait("Category", "docker")]
public sealed class ImageContentsTests : IAsyncLifetime
{
    private readonly string image = $"fence-contents-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly DockerHost host = new("the builder", new DockerEndpoint.Unix("/var/run/docker.sock"), shell: null, TimeProvider.System);

    public async ValueTask InitializeAsync() => await DockerAsync(Pack(), "import", "--change", "ENV A=b", "--message", "RUN made up", "-", image);

    public async ValueTask DisposeAsync()
    {
        await DockerAsync([], "rmi", "--force", image);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Modes_owners_capabilities_and_long_names_come_out_as_they_went_in_and_no_container_is_left()
    {
        var before = await DockerAsync([], "ps", "--all", "--quiet", "--filter", $"ancestor={image}");

        var receipt = (await new ImageDescriber(host, new NoEvents()).DescribeAsync(image, image, "/etc/helion/hooks", TestContext.Current.CancellationToken))!;

        Assert.Equal(
            [
                $"/srv/{new string('n', 120)}/{new string('m', 120)} 0666 root:root world-writable ",
                "/usr/bin/ping 0755 root:root capabilities cap_setuid,cap_net_raw=ep",
                "/usr/bin/su 4755 root:42 setuid ",
            ],
            receipt.Privileges.Select(file => $"{file.Path} {file.Mode} {file.Owner} {string.Join('+', file.Reasons)} {file.Capabilities}"));
        Assert.Equal("/etc/helion/hooks/pre-running 0755", string.Join(", ", receipt.Hooks.Select(hook => $"{hook.Path} {hook.Mode}")));
        Assert.Equal([new VariableReceipt("A", "b")], receipt.Environment.Where(variable => variable.Name is "A"));
        Assert.Equal(await DockerAsync([], "inspect", "--format", "{{.Id}} {{index .RootFS.Layers 0}}", image), $"{receipt.ImageId} {Assert.Single(receipt.Layers).Digest}");
        Assert.Equal(before, await DockerAsync([], "ps", "--all", "--quiet", "--filter", $"ancestor={image}"));
    }

    [Fact]
    public async Task An_image_that_is_not_there_has_no_receipt() => Assert.Null(
        await new ImageDescriber(host, new NoEvents()).DescribeAsync("fence-no-such-image", repository: null, "/etc/helion/hooks", TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_command_that_the_image_lacks_has_no_answer() =>
        Assert.Null(await host.RunAsync(image, ["rpm", "-qa"], TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_container_is_removed_also_when_reading_it_fails()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => host.ReadFilesAsync<int>(image, (_, _) => throw new NotSupportedException(), TestContext.Current.CancellationToken));

        Assert.Equal("", await DockerAsync([], "ps", "--all", "--quiet", "--filter", $"ancestor={image}"));
    }

    private static byte[] Pack()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(File("etc/passwd", 0b110_100_100, "root:x:0:0:root:/root:/bin/sh\n"));
            tar.WriteEntry(File("etc/group", 0b110_100_100, "root:x:0:\n"));
            tar.WriteEntry(File("etc/helion/hooks/pre-running", 0b111_101_101, "#!/bin/bash\n"));
            var su = File("usr/bin/su", 0b100_111_101_101, "x");
            su.Gid = 42;
            tar.WriteEntry(su);
            tar.WriteEntry(File($"srv/{new string('n', 120)}/{new string('m', 120)}", 0b110_110_110, "x"));
        }

        // cap_setuid is a bit that is no text, and cap_net_raw one that is: struct vfs_cap_data, revision 2, effective.
        byte[] value = [1, 0, 0, 2, 0x80, 0x20, 0, 0, .. new byte[12]];
        byte[] record = [.. " SCHILY.xattr.security.capability="u8, .. value, (byte)'\n'];
        record = [.. Encoding.ASCII.GetBytes($"{record.Length + 2}"), .. record];
        var all = bytes.ToArray();
        return [.. all[..^1024], .. Header("PaxHeaders/ping", 'x', record.Length), .. record, .. new byte[512 - record.Length], .. Header("usr/bin/ping", '0', 0), .. new byte[1024]];
    }

    private static PaxTarEntry File(string path, int mode, string text) =>
        new(TarEntryType.RegularFile, path) { Mode = (UnixFileMode)mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    private static byte[] Header(string name, char type, int size)
    {
        var header = new byte[512];
        void Put(int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(header, at);
        Put(0, name);
        Put(100, "0000755\00000000\00000000\0");
        Put(124, $"{Convert.ToString(size, 8).PadLeft(11, '0')}\000000000000\0        {type}");
        Put(257, "ustar\000");
        Put(148, $"{Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0')}\0 ");
        return header;
    }

    private static async Task<string> DockerAsync(byte[] input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    private sealed class NoEvents : IRunEvents
    {
        public void Tell(RunEvent happened)
        {
        }
    }
}
