using System.Collections.Immutable;

namespace Fence.Tasks.Hooks;

/// <summary>Reads a hook folder from the file system.</summary>
public static class HookFolderReader
{
    /// <summary>Reads the folder. One that is missing is not an error here; rule <c>FH001</c> says so.</summary>
    /// <param name="rootDirectory">The folder of <c>fence.yml</c>.</param>
    /// <param name="path">The hook folder, relative to it, with <c>/</c>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static HookFolder Read(string rootDirectory, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = new DirectoryInfo(System.IO.Path.GetFullPath(path, rootDirectory));
        if (!folder.Exists)
            return new HookFolder(path, Exists: false, []);
        var entries = folder.EnumerateFileSystemInfos()
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => Read(entry, path is "." ? entry.Name : $"{path}/{entry.Name}"));
        return new HookFolder(path, Exists: true, [.. entries]);
    }

    private static HookScript Read(FileSystemInfo entry, string path)
    {
        var target = entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true) ?? entry;
        var isFile = target is FileInfo { Exists: true };
        return new HookScript
        {
            Name = entry.Name,
            Path = path,
            Kind = KindOf(entry, target),
            LeavesFolder = entry.LinkTarget is not null && (!target.Exists || !IsBeside(entry, target)),
            Bytes = isFile ? ImmutableArray.Create(File.ReadAllBytes(target.FullName)) : [],
            IsExecutable = OperatingSystem.IsWindows() ? null : isFile && target.UnixFileMode.HasFlag(UnixFileMode.UserExecute),
        };
    }

    // The link's own text decides: an absolute one is another file in the image, even if it leads back here.
    private static bool IsBeside(FileSystemInfo entry, FileSystemInfo target) => !System.IO.Path.IsPathRooted(entry.LinkTarget)
        && target.FullName.StartsWith(System.IO.Path.GetDirectoryName(entry.FullName) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static HookEntryKind KindOf(FileSystemInfo entry, FileSystemInfo target)
    {
        if (target is DirectoryInfo)
            return HookEntryKind.Folder;
        return entry.LinkTarget is null ? HookEntryKind.File : HookEntryKind.Link;
    }
}
