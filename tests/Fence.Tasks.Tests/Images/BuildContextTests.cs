using System.Formats.Tar;
using CliWrap;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;

namespace Fence.Tasks.Tests.Images;

public sealed class BuildContextTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-context-").FullName;

    // .NET cannot remove what has a name that is no UTF-8.
    public void Dispose() => Cli.Wrap("rm").WithArguments(["-rf", folder]).ExecuteAsync(CancellationToken.None).Task.GetAwaiter().GetResult();

    [Fact]
    public async Task The_same_files_give_the_same_bytes_whatever_their_times_and_modes_beyond_the_executable_bit()
    {
        Put("Dockerfile", "FROM x\n");
        Put("hooks/pre-running", "#!/bin/bash\n", executable: true);
        var first = await TarAsync();

        File.SetLastWriteTimeUtc(Path.Combine(folder, "Dockerfile"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetUnixFileMode(Path.Combine(folder, "Dockerfile"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var second = await TarAsync();

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task The_executable_bit_a_name_and_the_content_each_change_the_digest()
    {
        Put("Dockerfile", "FROM x\n");
        var hook = Put("hooks/pre-running", "#!/bin/bash\n", executable: true);
        var before = await DigestAsync();

        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var withoutBit = await DigestAsync();
        File.Move(hook, Path.Combine(folder, "hooks/post-staging"));
        var renamed = await DigestAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "hooks/post-staging"), "#!/bin/bash\ntrue\n", TestContext.Current.CancellationToken);
        var edited = await DigestAsync();

        Assert.Equal(4, new HashSet<string>([before, withoutBit, renamed, edited]).Count);
    }

    [Fact]
    public async Task The_tar_holds_what_the_folder_holds_with_links_as_links_and_hooks_executable()
    {
        Put("Dockerfile", "FROM x\n");
        Put("hooks/pre-running", "#!/bin/bash\n", executable: true);
        Put("ein Ordner/ümläut und " + new string('x', 150), "text");
        File.CreateSymbolicLink(Path.Combine(folder, "hooks/link"), "pre-running");

        var entries = await ReadTarAsync();

        // The first must be one that every reader of a tar knows at its first kilobyte.
        Assert.Equal(
            ["Dockerfile", "ein Ordner", "hooks", "hooks/link", "hooks/pre-running", "ein Ordner/ümläut und " + new string('x', 150)],
            entries.Select(entry => entry.Name.TrimEnd('/')));
        Assert.Equal("pre-running", entries.Single(entry => entry.Name == "hooks/link").LinkName);
        Assert.Equal(0b111_101_101, (int)entries.Single(entry => entry.Name == "hooks/pre-running").Mode);
        Assert.Equal(0b110_100_100, (int)entries.Single(entry => entry.Name == "Dockerfile").Mode);
        Assert.All(entries, entry => Assert.Equal((0, 0, DateTimeOffset.UnixEpoch), (entry.Uid, entry.Gid, entry.ModificationTime)));
    }

    [Fact]
    public void What_the_ignore_file_leaves_out_is_not_in_it_but_the_dockerfile_always_is()
    {
        Put("images/stack-alsek/Dockerfile", "FROM x\n");
        Put("hooks/pre-running", "", executable: true);
        Put("secret.txt", "");
        Put(".dockerignore", "*\n!hooks\n");

        var context = BuildContextReader.Read(folder, "images/stack-alsek/Dockerfile");

        Assert.Equal(
            [".dockerignore", "hooks", "hooks/pre-running", "images", "images/stack-alsek", "images/stack-alsek/Dockerfile"],
            context.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void A_missing_Dockerfile_is_bad_input_that_says_where_it_was_looked_for()
    {
        var error = Assert.Throws<FenceException>(() => BuildContextReader.Read(folder, "images/Dockerfile"));

        Assert.Equal(ExitCode.BadInput, error.Exit);
        Assert.Contains("images/Dockerfile", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkfifo hooks/pipe", "FI005", "hooks/pipe in the build context is a pipe, a socket or a device, and not a file")]
    [InlineData("python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"agent.sock\")'", "FI005", "agent.sock in the build context is a pipe, a socket or a device, and not a file")]
    [InlineData("printf x >\"$(printf 'bad\\377')\"", "FI006", "bad\uFFFD in the build context has a name that is not UTF-8")]
    [InlineData("mkdir \"$(printf 'bad\\377')\"", "FI006", "bad\uFFFD in the build context has a name that is not UTF-8")]
    public async Task What_no_image_can_be_made_from_is_refused_unless_it_is_ignored(string command, string code, string message)
    {
        Put("Dockerfile", "FROM x\n");
        Put("hooks/pre-running", "");
        await Cli.Wrap("/bin/bash").WithArguments(["-c", command]).WithWorkingDirectory(folder).ExecuteAsync(TestContext.Current.CancellationToken);

        var error = Assert.Throws<FenceException>(() => BuildContextReader.Read(folder, "Dockerfile"));

        Assert.Equal((ExitCode.BadInput, code, message), (error.Exit, Assert.Single(error.Diagnostics).Code, error.Message));
        Put(".dockerignore", "*.sock\nhooks/pipe\nbad*\n");
        Assert.Equal(4, BuildContextReader.Read(folder, "Dockerfile").Entries.Length);
    }

    [Fact]
    public async Task A_file_that_goes_away_meanwhile_ends_the_tar_with_its_name()
    {
        Put("Dockerfile", "FROM x\n");
        var context = BuildContextReader.Read(folder, "Dockerfile");
        File.Delete(Path.Combine(folder, "Dockerfile"));

        var error = await Assert.ThrowsAsync<FenceException>(() => context.WriteTarAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.StartsWith("Dockerfile in the build context cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_written_to_meanwhile_ends_the_tar_since_the_digest_would_tell_of_another()
    {
        Put("Dockerfile", "FROM x\n");
        Put("log", "one line");
        var context = BuildContextReader.Read(folder, "Dockerfile");
        File.AppendAllText(Path.Combine(folder, "log"), "another one");

        var error = await Assert.ThrowsAsync<FenceException>(() => context.WriteTarAsync(Stream.Null, TestContext.Current.CancellationToken));

        Assert.Equal("log in the build context was changed while the context was read", error.Message);
        await Assert.ThrowsAsync<FenceException>(() => context.ComputeDigestAsync(hashes: null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_further_link_to_a_file_is_no_change_of_it()
    {
        Put("Dockerfile", "FROM x\n");
        var context = BuildContextReader.Read(folder, "Dockerfile");
        await Cli.Wrap("ln").WithArguments([Path.Combine(folder, "Dockerfile"), Path.Combine(folder, "link")]).ExecuteAsync(TestContext.Current.CancellationToken);

        await context.WriteTarAsync(Stream.Null, TestContext.Current.CancellationToken);
    }

    private string Put(string path, string text, bool executable = false)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (executable)
            File.SetUnixFileMode(full, File.GetUnixFileMode(full) | UnixFileMode.UserExecute);
        return full;
    }

    private async Task<byte[]> TarAsync()
    {
        using var stream = new MemoryStream();
        await BuildContextReader.Read(folder, "Dockerfile").WriteTarAsync(stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private Task<string> DigestAsync() =>
        BuildContextReader.Read(folder, "Dockerfile").ComputeDigestAsync(hashes: null, TestContext.Current.CancellationToken);

    private async Task<List<TarEntry>> ReadTarAsync()
    {
        using var reader = new TarReader(new MemoryStream(await TarAsync()));
        var entries = new List<TarEntry>();
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
            entries.Add(entry);
        return entries;
    }
}
