using System.Formats.Tar;
using System.Text;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Containers;

/// <summary>A file, folder or link in a container.</summary>
public sealed record ContainerFile
{
    /// <summary>The most of a file that is read, in bytes.</summary>
    public const int LongestContent = 4 << 20;

    /// <summary>What it is.</summary>
    public required ContainerFileKind Kind { get; init; }

    /// <summary>Its mode: permissions, set-user-ID, set-group-ID and the sticky bit.</summary>
    public required UnixFileMode Mode { get; init; }

    /// <summary>Its owner's number.</summary>
    public required int Uid { get; init; }

    /// <summary>Its group's number.</summary>
    public required int Gid { get; init; }

    /// <summary>Where a link points, as written in it.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>A file's content, up to <see cref="LongestContent"/>; empty for anything else.</summary>
    public string Content { get; init; } = "";

    /// <summary>Reads one, also in a container that does not run, and whatever tools the image has.</summary>
    /// <returns>It; null where there is none.</returns>
    public static Task<ContainerFile?> ReadAsync(IDockerContainers containers, string container, string path, CancellationToken cancellationToken) =>
        containers.ReadAsync(container, path, FirstAsync, cancellationToken);

    private static async Task<ContainerFile> FirstAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(stream, leaveOpen: true);
        var entry = await tar.GetNextEntryAsync(copyData: false, cancellationToken)
            ?? throw new InvalidDataException("the engine sent an empty archive");
        return new ContainerFile
        {
            Kind = entry.EntryType switch
            {
                TarEntryType.Directory => ContainerFileKind.Folder,
                TarEntryType.SymbolicLink => ContainerFileKind.Link,
                TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => ContainerFileKind.File,
                _ => ContainerFileKind.Other,
            },
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            LinkTarget = entry.EntryType == TarEntryType.SymbolicLink ? entry.LinkName : null,
            Size = entry.Length,
            Content = entry.DataStream is { } content ? await TextAsync(content, cancellationToken) : "",
        };
    }

    private static async Task<string> TextAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[Math.Min(content.Length, LongestContent)];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes);
    }
}

/// <summary>What a path in a container is.</summary>
public enum ContainerFileKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    Other,
}
