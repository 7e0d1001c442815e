using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Fence.Tasks.Dockerfiles;

/// <summary>The files that a build can copy: what <c>.dockerignore</c> leaves out is not among them.</summary>
public interface IContextFiles
{
    /// <summary>
    /// The files that a source of <c>COPY</c> or <c>ADD</c> means: a file, all below a folder, or what a pattern matches.
    /// </summary>
    /// <param name="source">The source as it stands in the Dockerfile.</param>
    IEnumerable<string> Find(string source);

    /// <summary>The text of a file that <see cref="Find"/> gave.</summary>
    string ReadText(string path);

    /// <summary>The files that a source would mean, were there no <c>.dockerignore</c>.</summary>
    /// <param name="source">The source as it stands in the Dockerfile.</param>
    IEnumerable<string> FindIgnored(string source) => [];

    /// <summary>Whether a file that <see cref="Find"/> gave has the executable bit; null where that cannot be known.</summary>
    bool? IsExecutable(string path) => null;
}

/// <summary>
/// The files below a folder on this machine, less what its <c>.dockerignore</c> leaves out. What it found once is not looked
/// for again.
/// </summary>
public sealed class ContextFolder : IContextFiles
{
    private readonly string root;
    private readonly DockerIgnore ignore;
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> found = new(StringComparer.Ordinal);

    /// <summary>Looks at a folder, and reads its <c>.dockerignore</c> where it has one.</summary>
    /// <param name="root">The context's folder, absolute.</param>
    public ContextFolder(string root)
    {
        this.root = root;
        var file = Path.Combine(root, ".dockerignore");
        ignore = File.Exists(file) ? DockerIgnore.Parse(File.ReadAllText(file)) : DockerIgnore.Nothing;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Find(string source) =>
        found.GetOrAdd(source, _ => [.. All(source, except: true).Where(path => !ignore.Ignores(path))]);

    /// <inheritdoc/>
    public IEnumerable<string> FindIgnored(string source) => All(source, except: false).Where(ignore.Ignores);

    /// <inheritdoc/>
    public string ReadText(string path) => File.ReadAllText(Path.GetFullPath(path, root));

    /// <inheritdoc/>
    public bool? IsExecutable(string path) => OperatingSystem.IsWindows()
        ? null
        : File.GetUnixFileMode(Path.GetFullPath(path, root)).HasFlag(UnixFileMode.UserExecute);

    private IEnumerable<string> All(string source, bool except)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parts = source.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ".").ToArray();
        if (parts.Contains("..", StringComparer.Ordinal) || source.Contains('\0', StringComparison.Ordinal))
            return [];
        IEnumerable<string> paths = [root];
        foreach (var part in parts)
            paths = paths.SelectMany(folder => Children(folder, part));
        return paths.SelectMany(path => Below(path, except)).Select(Relative);
    }

    /// <summary>A file, or those below a folder; a folder that leads elsewhere is a link, and is copied as one.</summary>
    private IEnumerable<string> Below(string path, bool except)
    {
        if (!Directory.Exists(path))
            return [path];
        return Directory.EnumerateFileSystemEntries(path).SelectMany(entry =>
            !Directory.Exists(entry) || new DirectoryInfo(entry).LinkTarget is not null ? [entry]
            : except && ignore.IgnoresAllBelow(Relative(entry)) ? []
            : Below(entry, except));
    }

    private string Relative(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    private static IEnumerable<string> Children(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
            return [];
        if (pattern.AsSpan().ContainsAny('*', '?', '['))
            return Directory.EnumerateFileSystemEntries(folder).Where(
                path => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: false));
        var path = Path.Combine(folder, pattern);
        return Path.Exists(path) ? [path] : [];
    }
}
