using System.Collections.Concurrent;
using System.Globalization;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images;

/// <summary>Remembers the hashes of large files, in a file of this machine, so that those that nobody touched are not read to be hashed again.</summary>
/// <param name="file">The file; null to remember nothing.</param>
/// <param name="clock">Tells the files that were touched a moment ago.</param>
public sealed class FileHashes(string? file, TimeProvider clock)
{
    // Below this, looking a file up takes as long as reading it.
    private const long LeastSize = 16 * 1024;

    private const int MostFiles = 50_000;

    // A file that is written twice within one tick of its file system's clock shows the same times for two contents; FAT's ticks are the longest.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly Lazy<Dictionary<FileStamp, string>> former = new(() => Read(file));
    private readonly ConcurrentDictionary<FileStamp, string> used = new();

    /// <summary>Remembers nothing.</summary>
    public static FileHashes Forgotten { get; } = new(file: null, TimeProvider.System);

    /// <summary>The file in the user's state folder.</summary>
    public static string DefaultFile(Func<string, string?> environment) => StateFile.PathOf("files", environment);

    /// <summary>The hash of a file's content, in hexadecimal digits.</summary>
    /// <param name="root">The context's folder.</param>
    /// <param name="path">The file in it.</param>
    /// <param name="stamp">What the file system said of it before; null where it says nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<string> HashAsync(string root, string path, FileStamp? stamp, CancellationToken cancellationToken)
    {
        var isKept = file is not null && stamp is { IsLasting: true, Size: >= LeastSize };
        if (isKept && (used.TryGetValue(stamp!.Value, out var known) || former.Value.TryGetValue(stamp.Value, out known)) && IsStill(stamp.Value))
            return used[stamp.Value] = known;

        var startedAt = clock.GetUtcNow() - DateTimeOffset.UnixEpoch;
        using var opened = ContextFile.Open(root, path);
        var hash = await FileHash.ComputeAsync(opened, cancellationToken);
        ContextFile.EnsureUnchanged(root, path, stamp);
        if (isKept && stamp!.Value.LatestAt < (startedAt - Tick).Ticks * TimeSpan.NanosecondsPerTick && IsStill(stamp.Value))
            used[stamp.Value] = hash;
        return hash;

        bool IsStill(FileStamp before) => FileStamp.Of(Path.Combine(root, path)) == before;
    }

    /// <summary>Writes down what was found out, those first that are in use.</summary>
    internal void Save()
    {
        if (file is null || used.Keys.All(former.Value.ContainsKey))
            return;

        var all = used.Concat(former.Value.Where(each => !used.ContainsKey(each.Key))).Take(MostFiles);
        StateFile.TryWrite(file, string.Join('\n', all.Select(each => Line(each.Key, each.Value))));
    }

    private static string Line(FileStamp stamp, string hash) => string.Create(
        CultureInfo.InvariantCulture, $"{stamp.Device:x} {stamp.Inode:x} {stamp.Size:x} {stamp.ModifiedAt:x} {stamp.ChangedAt:x} {hash}");

    private static Dictionary<FileStamp, string> Read(string? file)
    {
        var found = new Dictionary<FileStamp, string>();
        try
        {
            foreach (var line in file is not null && File.Exists(file) ? File.ReadLines(file) : [])
            {
                if (Parse(line) is { } known)
                    found[known.Stamp] = known.Hash;
            }
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            found.Clear(); // Then everything is read, as the first time.
        }

        return found;
    }

    private static (FileStamp Stamp, string Hash)? Parse(string line) =>
        line.Split(' ') is [var device, var inode, var size, var modified, var changed, { Length: 64 } hash]
        && Number(device) is { } onDevice && Number(inode) is { } withInode && Number(size) is { } ofSize && Number(modified) is { } modifiedAt && Number(changed) is { } changedAt
            ? (new FileStamp(onDevice, withInode, ofSize, (long)modifiedAt, (long)changedAt), hash)
            : null;

    private static ulong? Number(string text) => ulong.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : null;
}
