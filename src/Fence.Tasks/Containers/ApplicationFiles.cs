using System.Formats.Tar;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>An application's folder as it arrives in a container: below the user's home, and the user's own.</summary>
internal static class ApplicationFiles
{
    private const UnixFileMode Folder = (UnixFileMode)0b111_101_101;
    private const UnixFileMode Plain = (UnixFileMode)0b110_100_100;

    /// <summary>Writes it as a tar to unpack at <c>/</c>.</summary>
    /// <param name="application">The application.</param>
    /// <param name="account">The user.</param>
    /// <param name="stream">The tar.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WriteTarAsync(Application application, ImageAccount account, Stream stream, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await AddFoldersAsync(tar, account, cancellationToken);
        await AddAsync(tar, new DirectoryInfo(application.Folder), Home(account), account, cancellationToken);
    }

    /// <summary>Writes only the folders that a container has before there is anything in them.</summary>
    public static async Task WriteFoldersAsync(ImageAccount account, Stream stream, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await AddFoldersAsync(tar, account, cancellationToken);
    }

    private static string Home(ImageAccount account) => ApplicationEnvironment.Home(account.Name)[1..];

    private static async Task AddFoldersAsync(TarWriter tar, ImageAccount account, CancellationToken cancellationToken)
    {
        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, $"{Path.GetDirectoryName(Home(account))}/logs/", account, Folder), cancellationToken);
        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, $"{Home(account)}/", account, Folder), cancellationToken);
    }

    private static async Task AddAsync(TarWriter tar, DirectoryInfo folder, string path, ImageAccount account, CancellationToken cancellationToken)
    {
        foreach (var found in folder.EnumerateFileSystemInfos().OrderBy(found => found.Name, StringComparer.Ordinal))
        {
            var name = $"{path}/{found.Name}";
            if (found.LinkTarget is { } target)
            {
                var link = Entry(TarEntryType.SymbolicLink, name, account, Folder);
                link.LinkName = target;
                await tar.WriteEntryAsync(link, cancellationToken);
            }
            else if (found is DirectoryInfo below)
            {
                await tar.WriteEntryAsync(Entry(TarEntryType.Directory, name + "/", account, Folder), cancellationToken);
                await AddAsync(tar, below, name, account, cancellationToken);
            }
            else
            {
                await AddFileAsync(tar, found, name, account, cancellationToken);
            }
        }
    }

    private static async Task AddFileAsync(TarWriter tar, FileSystemInfo file, string name, ImageAccount account, CancellationToken cancellationToken)
    {
        var isExecutable = !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        try
        {
            await using var content = File.OpenRead(file.FullName);
            var entry = Entry(TarEntryType.RegularFile, name, account, isExecutable ? Folder : Plain);
            entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
        catch (UnauthorizedAccessException unreadable)
        {
            throw new FenceException(
                ExitCode.BadInput, Diagnostic.Error("FV009", $"{file.FullName} of the application cannot be read", "Make it readable"), unreadable);
        }
    }

    private static PaxTarEntry Entry(TarEntryType type, string name, ImageAccount account, UnixFileMode mode) => new(type, name)
    {
        Mode = mode,
        Uid = account.Uid,
        Gid = account.Gid,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };
}
