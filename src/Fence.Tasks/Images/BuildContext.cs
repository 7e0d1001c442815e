using System.Collections.Immutable;
using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Images;

/// <summary>The files that a build may use, in a fixed order and with fixed owners, times and modes, so that the same commit gives the same bytes anywhere.</summary>
/// <param name="Root">The folder on this machine, absolute.</param>
/// <param name="Entries">What is in it, folders before what they hold.</param>
public sealed record BuildContext(string Root, ImmutableArray<ContextEntry> Entries)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // What eleven octal digits can say.
    private const long MostPlainBytes = (1L << 33) - 1;

    /// <summary>Computes the digest of everything that the engine gets to see: names, kinds, executable bits, link targets and content.</summary>
    /// <param name="hashes">What is known of files that were read before; null to read all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns><c>sha256:…</c></returns>
    /// <exception cref="FenceException">A file may not be read, or is being written to.</exception>
    public async Task<string> ComputeDigestAsync(FileHashes? hashes, CancellationToken cancellationToken)
    {
        hashes ??= FileHashes.Forgotten;
        var contents = Entries.Select(entry => entry.LinkTarget ?? "").ToArray();
        // One processor hashes about as fast as a fast disk reads; several are several times as fast where the files were read before.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Entries.Length).Where(index => Entries[index].Kind == ContextEntryKind.File),
            cancellationToken,
            async (index, token) => contents[index] = await hashes.HashAsync(Root, Entries[index].Path, Entries[index].Stamp, token));
        hashes.Save();

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (entry, content) in Entries.Zip(contents))
        {
            all.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{entry.Kind} {(entry.IsExecutable ? 'x' : '-')} {entry.Path.Length}:{entry.Path} {content}\n")));
        }

        return $"sha256:{Convert.ToHexStringLower(all.GetHashAndReset())}";
    }

    /// <summary>The context without the <c>.dockerignore</c> where that leaves itself out: for a builder that does not apply it, and would keep it.</summary>
    public BuildContext WithoutIgnoredIgnoreFile() =>
        this with { Entries = Entries.RemoveAll(entry => entry.IsIgnored && entry.Path == BuildContextReader.IgnoreFile) };

    /// <summary>Writes the context as a tar; memory does not grow with its size.</summary>
    public async Task WriteTarAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        // Docker's command tells a tar from a Dockerfile by its first kilobyte, and an entry with extended headers is longer than that. What
        // lies in a folder that needs such headers needs them, too: so folders still come before what they hold.
        foreach (var entry in Entries.OrderBy(entry => entry.IsPlain ? 0 : 1))
        {
            await using var content = entry.Kind == ContextEntryKind.File
                ? new FileStream(ContextFile.Open(Root, entry.Path), FileAccess.Read, bufferSize: 0)
                : null;
            await tar.WriteEntryAsync(Pack(entry, content), cancellationToken);
            ContextFile.EnsureUnchanged(Root, entry.Path, entry.Stamp);
        }
    }

    private static PosixTarEntry Pack(ContextEntry entry, FileStream? content)
    {
        var type = entry.Kind switch
        {
            ContextEntryKind.Folder => TarEntryType.Directory,
            ContextEntryKind.Link => TarEntryType.SymbolicLink,
            _ => TarEntryType.RegularFile,
        };
        PosixTarEntry packed = entry.IsPlain && content?.Length is not > MostPlainBytes ? new UstarTarEntry(type, entry.Path) : new PaxTarEntry(type, entry.Path);
        packed.Mode = entry.IsExecutable || entry.Kind != ContextEntryKind.File ? Executable : Plain;
        packed.ModificationTime = DateTimeOffset.UnixEpoch;
        if (content is not null)
            packed.DataStream = content;
        if (entry.LinkTarget is not null)
            packed.LinkName = entry.LinkTarget;
        return packed;
    }
}

/// <summary>One file, folder or link of a context.</summary>
/// <param name="Path">Relative to the context, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsExecutable">Whether its owner may execute it; only files are asked.</param>
/// <param name="LinkTarget">Where a link points, as written in it.</param>
public sealed record ContextEntry(string Path, ContextEntryKind Kind, bool IsExecutable = false, string? LinkTarget = null)
{
    private const int LongestPlainName = 100;

    /// <summary>What the file system said of a file when it was found; null where it says nothing.</summary>
    internal FileStamp? Stamp { get; init; }

    /// <summary>Whether <c>.dockerignore</c> leaves it out, and it is only there since the builder reads it.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Whether the oldest form of a tar can name it.</summary>
    internal bool IsPlain => FitsPlain(Path) && FitsPlain(LinkTarget ?? "");

    private static bool FitsPlain(string text) => text.Length < LongestPlainName && Ascii.IsValid(text);
}

/// <summary>What an entry of a context is.</summary>
public enum ContextEntryKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link; it is sent as such and never followed.</summary>
    Link,
}
