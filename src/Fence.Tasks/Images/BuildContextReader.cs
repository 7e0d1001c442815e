using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;

namespace Fence.Tasks.Images;

/// <summary>Finds the files of a build context.</summary>
public static class BuildContextReader
{
    internal const string IgnoreFile = ".dockerignore";

    /// <summary>Reads a folder, less what its <c>.dockerignore</c> leaves out. The Dockerfile and the <c>.dockerignore</c> are always sent, as with Docker.</summary>
    /// <param name="root">The context's folder, absolute.</param>
    /// <param name="dockerfile">The Dockerfile's path in it, with <c>/</c>.</param>
    /// <param name="bits">Which files are executable; null asks the file system only.</param>
    /// <exception cref="FenceException">The folder or the Dockerfile is not there, or something in it cannot be part of an image.</exception>
    public static BuildContext Read(string root, string dockerfile, ExecutableBits? bits = null)
    {
        if (!File.Exists(Path.Combine(root, dockerfile)))
            throw new FenceException(ExitCode.BadInput, Diagnostic.Error(
                "FI004", $"there is no Dockerfile at {dockerfile} in {root}", "Say where it is: image.dockerfile in fence.yml"));

        var ignoreFile = Path.Combine(root, IgnoreFile);
        var ignore = File.Exists(ignoreFile) ? DockerIgnore.Parse(File.ReadAllText(ignoreFile)) : DockerIgnore.Nothing;
        var entries = new SortedDictionary<string, ContextEntry>(StringComparer.Ordinal);
        AddFolder(new DirectoryInfo(root), "", ignore, entries);
        AddAlways(root, dockerfile, entries);
        if (File.Exists(ignoreFile))
            AddAlways(root, IgnoreFile, entries);
        return new BuildContext(root, [.. entries.Values.Select(entry => entry.Kind == ContextEntryKind.File && bits is not null
            ? entry with { IsExecutable = bits.IsExecutable(entry.Path, entry.IsExecutable) }
            : entry)]);
    }

    private static void AddFolder(DirectoryInfo folder, string prefix, DockerIgnore ignore, SortedDictionary<string, ContextEntry> entries)
    {
        foreach (var found in folder.EnumerateFileSystemInfos())
        {
            var path = prefix + found.Name;
            var isFolder = found is DirectoryInfo && found.LinkTarget is null;
            if (isFolder && ignore.IgnoresAllBelow(path))
                continue;

            if (!ignore.Ignores(path))
                AddWithFolders(path, ContextFile.Describe(found, path), entries);
            if (isFolder)
                AddFolder((DirectoryInfo)found, path + "/", ignore, entries);
        }
    }

    private static void AddAlways(string root, string path, SortedDictionary<string, ContextEntry> entries)
    {
        if (!entries.ContainsKey(path))
            AddWithFolders(path, ContextFile.Describe(new FileInfo(Path.Combine(root, path)), path) with { IsIgnored = true }, entries);
    }

    // A file that an exception lets in brings the folders above it along, or an engine would give those a mode of its own choice.
    private static void AddWithFolders(string path, ContextEntry entry, SortedDictionary<string, ContextEntry> entries)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            entries.TryAdd(path[..slash], new ContextEntry(path[..slash], ContextEntryKind.Folder));
        entries[path] = entry;
    }
}
