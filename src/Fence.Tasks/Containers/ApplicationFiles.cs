using System.Formats.Tar;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Containers;

/// <summary>An application's folder as it arrives in a container: below the user's home, and the user's own.</summary>
internal static class ApplicationFiles
{
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
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
        foreach (var file in application.Files)
            await AddAsync(tar, file, account, cancellationToken);
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
        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, $"{Path.GetDirectoryName(Home(account))}/logs/", account, Executable), cancellationToken);
        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, $"{Home(account)}/", account, Executable), cancellationToken);
    }

    private static async Task AddAsync(TarWriter tar, ApplicationFile file, ImageAccount account, CancellationToken cancellationToken)
    {
        var type = file.Kind switch
        {
            ContainerFileKind.Folder => TarEntryType.Directory,
            ContainerFileKind.Link => TarEntryType.SymbolicLink,
            _ => TarEntryType.RegularFile,
        };
        var isPlain = file is { Kind: ContainerFileKind.File, IsExecutable: false };
        try
        {
            await using var content = file.Open();
            var entry = Entry(type, $"{Home(account)}/{file.Path}", account, isPlain ? Plain : Executable);
            if (file.LinkTarget is { } target)
                entry.LinkName = target;
            if (type == TarEntryType.RegularFile)
                entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is UnauthorizedAccessException or FileNotFoundException)
        {
            throw new FenceException(
                ExitCode.BadInput, Diagnostic.Error("FV009", $"{file.Path} of the application cannot be read", "Make it readable"), unreadable);
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
