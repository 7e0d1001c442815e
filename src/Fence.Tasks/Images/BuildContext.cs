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

    /// <summary>Writes the context as a tar; memory does not grow with its size.</summary>
    public async Task WriteTarAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var entry in Entries)
        {
            var type = entry.Kind switch
            {
                ContextEntryKind.Folder => TarEntryType.Directory,
                ContextEntryKind.Link => TarEntryType.SymbolicLink,
                _ => TarEntryType.RegularFile,
            };
            await using var content = entry.Kind == ContextEntryKind.File
                ? new FileStream(ContextFile.Open(Root, entry.Path), FileAccess.Read, bufferSize: 0)
                : null;
            var packed = new PaxTarEntry(type, entry.Path)
            {
                Mode = entry.IsExecutable || entry.Kind != ContextEntryKind.File ? Executable : Plain,
                ModificationTime = DateTimeOffset.UnixEpoch,
            };
            if (content is not null)
                packed.DataStream = content;
            if (entry.LinkTarget is not null)
                packed.LinkName = entry.LinkTarget;
            await tar.WriteEntryAsync(packed, cancellationToken);
            ContextFile.EnsureUnchanged(Root, entry.Path, entry.Stamp);
        }
    }
}

/// <summary>One file, folder or link of a context.</summary>
/// <param name="Path">Relative to the context, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsExecutable">Whether its owner may execute it; only files are asked.</param>
/// <param name="LinkTarget">Where a link points, as written in it.</param>
public sealed record ContextEntry(string Path, ContextEntryKind Kind, bool IsExecutable = false, string? LinkTarget = null)
{
    /// <summary>What the file system said of a file when it was found; null where it says nothing.</summary>
    internal FileStamp? Stamp { get; init; }
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
