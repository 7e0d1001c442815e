using Fence.Tasks.Images;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Images;

public sealed class FileHashesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-hashes-").FullName;

    private string Memory => Path.Combine(folder, "state", "files");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_file_that_nobody_touched_is_not_read_again()
    {
        Put('a');
        var digest = await DigestAsync();

        // Only a file that is not read can have the hash of another.
        var line = Assert.Single(await File.ReadAllLinesAsync(Memory, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(Memory, line[..^64] + new string('0', 64), TestContext.Current.CancellationToken);
        var fromMemory = await DigestAsync();

        Assert.NotEqual(digest, fromMemory);
    }

    [Fact]
    public async Task Other_content_under_the_same_name_size_and_time_has_another_digest()
    {
        Put('a');
        var before = await DigestAsync();
        var (time, stamp) = (File.GetLastWriteTimeUtc(Payload), FileStamp.Of(Payload)!.Value);

        // The clock of a file system has ticks.
        while (FileStamp.Of(Payload)!.Value.ChangedAt == stamp.ChangedAt)
        {
            Put('b');
            File.SetLastWriteTimeUtc(Payload, time);
        }

        var after = await DigestAsync();

        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task What_was_written_a_moment_ago_is_not_remembered_since_it_may_be_written_again_in_the_same_tick()
    {
        Put('a');

        await DigestAsync(secondsLater: 1);

        Assert.False(File.Exists(Memory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no line of it\n\u0000 1 2 3 4 5")]
    public async Task A_broken_memory_costs_time_and_is_mended(string text)
    {
        Put('a');
        var digest = await DigestAsync();
        var written = await File.ReadAllTextAsync(Memory, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Memory, text, TestContext.Current.CancellationToken);

        Assert.Equal(digest, await DigestAsync());
        Assert.Equal(written, await File.ReadAllTextAsync(Memory, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_memory_the_digest_is_the_same()
    {
        Put('a');

        Assert.Equal(await DigestAsync(), await BuildContextReader.Read(Context, "Dockerfile").ComputeDigestAsync(hashes: null, TestContext.Current.CancellationToken));
        Assert.Equal(await DigestAsync(), await DigestAsync());
    }

    private string Context => Path.Combine(folder, "context");

    private string Payload => Path.Combine(Context, "payload");

    private void Put(char letter)
    {
        Directory.CreateDirectory(Context);
        File.WriteAllText(Path.Combine(Context, "Dockerfile"), "FROM x\n");
        File.WriteAllText(Payload, new string(letter, 100_000));
    }

    private Task<string> DigestAsync(int secondsLater = 10)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(File.GetLastWriteTimeUtc(Payload)).AddSeconds(secondsLater));
        return BuildContextReader.Read(Context, "Dockerfile").ComputeDigestAsync(new FileHashes(Memory, clock), TestContext.Current.CancellationToken);
    }
}
