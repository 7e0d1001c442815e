using System.Formats.Tar;

namespace Fence.MicroCloud.Images;

/// <summary>A small folder as the context of a build.</summary>
internal static class FolderContext
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes the tar archive; owners and times are left out, as they are no part of an image's recipe.</summary>
    public static MemoryStream Open(string folder)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, file) in FolderDigest.Files(folder))
            {
                using var content = File.OpenRead(file);
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path)
                {
                    DataStream = content,
                    Mode = FolderDigest.IsExecutable(file) ? Executable : Plain,
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }

        archive.Position = 0;
        return archive;
    }
}
