using System.Formats.Tar;
using Fence.Tasks.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Fence.Tasks.Images;

/// <summary>Looks at one entry of a context's folder, and refuses what an image cannot be made from.</summary>
internal static class ContextFile
{
    // What .NET puts in place of bytes that are no UTF-8.
    private const char Replacement = '\uFFFD';

    /// <summary>Describes it.</summary>
    /// <param name="found">The entry.</param>
    /// <param name="path">Its path in the context.</param>
    /// <exception cref="FenceException">It has a name that is no text, or is a pipe, a socket or a device.</exception>
    public static ContextEntry Describe(FileSystemInfo found, string path)
    {
        if (found.LinkTarget is { } target)
            return new ContextEntry(path, ContextEntryKind.Link, LinkTarget: target);
        if (!found.Exists)
            throw Refused(path, path.Contains(Replacement, StringComparison.Ordinal) ? ("FI006", "has a name that is not UTF-8") : ("FI007", "went away while the context was read"));
        if (found is DirectoryInfo)
            return new ContextEntry(path, ContextEntryKind.Folder);
        if (((FileInfo)found).Length == 0 && !IsRegular(found))
            throw Refused(path, ("FI005", "is a pipe, a socket or a device, and not a file"));

        var executable = !OperatingSystem.IsWindows() && found.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        return new ContextEntry(path, ContextEntryKind.File, executable) { Stamp = FileStamp.Of(found.FullName) };
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="FenceException">It may not be read, or is not there any more.</exception>
    public static SafeFileHandle Open(string root, string path)
    {
        try
        {
            return File.OpenHandle(Path.Combine(root, path), FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new FenceException(
                ExitCode.BadInput,
                Diagnostic.Error("FI007", $"{path} in the build context cannot be read: {closed.Message}", "Make it readable, or leave it out by .dockerignore"),
                closed);
        }
    }

    /// <summary>Makes sure that a file is as it was: an image must not be told to be made of other files than those that were sent.</summary>
    /// <param name="root">The context's folder.</param>
    /// <param name="path">The file in it.</param>
    /// <param name="before">What the file system said of it; null where it said nothing.</param>
    /// <exception cref="FenceException">It was written to.</exception>
    public static void EnsureUnchanged(string root, string path, FileStamp? before)
    {
        // A further hard link or another mode changes no content that counts.
        if (before is { } told && (FileStamp.Of(Path.Combine(root, path)) is not { } now || now with { ChangedAt = told.ChangedAt } != told))
            throw Refused(path, ("FI008", "was changed while the context was read"), "Run again when nothing writes to it, or leave it out by .dockerignore");
    }

    // .NET tells a file's kind only when it packs one; what is no file is empty, so that nothing is read for it.
    private static bool IsRegular(FileSystemInfo found)
    {
        using var packed = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
                writer.WriteEntry(found.FullName, "x");
        }
        catch (IOException)
        {
            return false; // A socket: no tar can hold it.
        }

        packed.Position = 0;
        using var reader = new TarReader(packed);
        return reader.GetNextEntry()!.EntryType is TarEntryType.RegularFile or TarEntryType.HardLink;
    }

    private static FenceException Refused(string path, (string Code, string What) why, string remedy = "Take it away, or leave it out by .dockerignore") =>
        new(ExitCode.BadInput, Diagnostic.Error(why.Code, $"{path} in the build context {why.What}", remedy));
}
