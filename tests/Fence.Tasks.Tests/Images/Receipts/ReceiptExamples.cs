using System.Formats.Tar;
using System.Text;
using Fence.Tasks.Docker;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Tests.Fakes;

namespace Fence.Tasks.Tests.Images.Receipts;

/// <summary>An image that has something of everything a receipt tells.</summary>
internal static class ReceiptExamples
{
    public const string DpkgStatus = """
        Package: libssl3
        Status: install ok installed
        Architecture: amd64
        Version: 3.0.15-1~deb12u1
        Description: Secure Sockets Layer toolkit
         Version: this is no field

        Package: gone
        Status: deinstall ok config-files
        Version: 1.0

        Package: base-files
        Status: hold ok installed
        Architecture: amd64
        Version: 1:12.4+deb12u9

        """;

    public const string DepFive = """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
        Source: https://example.com

        Files: *
        Copyright: 2020 Somebody
        License: Apache-2.0

        Files: a.c
        License: GPL-2+ or Artistic

        License: Apache-2.0
         On Debian systems it is in /usr/share/common-licenses/Apache-2.0.
        """;

    public static ImageConfig Config { get; } = new()
    {
        Id = $"sha256:{new string('1', 64)}",
        CreatedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Architecture = "amd64",
        OperatingSystem = "linux",
        Size = 1234,
        User = "helion",
        Environment = ["PATH=/usr/bin", "API_TOKEN=made-up-1234", "EMPTY="],
        Labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.opencontainers.image.version"] = "2026.11.24-0123456",
            ["org.opencontainers.image.base.name"] = "helion/stack-alsek:kato-patched",
            ["org.opencontainers.image.base.digest"] = "sha256:ba5e",
            ["dev.fence.definition-digest"] = "sha256:def1",
        },
        Layers = ["sha256:a", "sha256:b"],
        History =
        [
            new ImageHistoryStep(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), "/bin/sh -c #(nop) ADD file:0123 in / ", 1000),
            new ImageHistoryStep(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), "/bin/sh -c #(nop)  ENV API_TOKEN=made-up-1234", 0),
            new ImageHistoryStep(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), "|1 CHANNEL=beta /bin/sh -c make install", 234),
        ],
    };

    public static byte[] Tar { get; } = Pack(
        ("etc/os-release", "0644", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"),
        ("etc/passwd", "0644", "root:x:0:0:root:/root:/bin/bash\nhelion:x:1000:1000:,,,:/home/helion:/bin/bash\n"),
        ("etc/group", "0644", "root:x:0:\nsudo:x:27:helion\nadm:x:4:root,helion\nhelion:x:1000:\n"),
        ("etc/sudoers", "0440", "# comment\nDefaults\tenv_reset\nroot ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\n"),
        ("etc/sudoers.d/fence-hooks", "0440", "helion ALL=(root) NOPASSWD: /usr/bin/a, \\\n  /usr/bin/b\n"),
        ("etc/sudoers.d/not.read", "0440", "helion ALL=(ALL) ALL\n"),
        ("etc/helion/hooks/pre-running", "0755", "#!/bin/bash\n"),
        ("etc/helion/hooks/lib/common", "0644", "a\n"),
        ("usr/bin/passwd", "4755", "x"),
        ("usr/bin/wall", "2755", "x"),
        ("srv/upload", "0666", "x"),
        ("dev/null", "0666", ""),
        ("var/lib/dpkg/status", "0644", DpkgStatus),
        ("usr/share/doc/libssl3/copyright", "0644", DepFive),
        ("usr/share/doc/other/copyright", "0644", "Licensed as /usr/share/common-licenses/GPL-2.\n"));

    public static async Task<ImageReceipt> ReceiptAsync(byte[]? tar = null, string? rpm = null, RecordedEvents? events = null) =>
        (await new ImageDescriber(new Contents(tar ?? Tar, rpm), events ?? new RecordedEvents())
            .DescribeAsync("exampleco/stack-alsek:1", "exampleco/stack-alsek", "/etc/helion/hooks", TestContext.Current.CancellationToken))!;

    public static byte[] Pack(params (string Path, string Mode, string Text)[] files) => Pack(files, _ => { });

    public static byte[] Pack((string Path, string Mode, string Text)[] files, Action<TarWriter> more)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, mode, text) in files)
                tar.WriteEntry(File(path, mode, text));
            more(tar);
        }

        return bytes.ToArray();
    }

    public static PaxTarEntry File(string path, string mode, string text) => new(TarEntryType.RegularFile, path)
    {
        Mode = (UnixFileMode)Convert.ToInt32(mode, fromBase: 8),
        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
    };

    private sealed class Contents(byte[] tar, string? rpm) : IImageContents
    {
        public Task<ImageConfig?> ReadConfigAsync(string reference, CancellationToken cancellationToken) => Task.FromResult<ImageConfig?>(Config);

        public Task<T> ReadFilesAsync<T>(string image, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
            read(new MemoryStream(tar), cancellationToken);

        public Task<string?> RunAsync(string image, IReadOnlyList<string> command, CancellationToken cancellationToken) => Task.FromResult(rpm);
    }
}
