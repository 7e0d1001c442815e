using System.IO.Enumeration;

namespace Fence.Tasks.Dockerfiles;

/// <summary>The files that a build can copy.</summary>
public interface IContextFiles
{
    /// <summary>
    /// The files that a source of <c>COPY</c> or <c>ADD</c> means: a file, all below a folder, or what a pattern matches.
    /// </summary>
    /// <param name="source">The source as it stands in the Dockerfile.</param>
    IEnumerable<string> Find(string source);

    /// <summary>The text of a file that <see cref="Find"/> gave.</summary>
    string ReadText(string path);
}

/// <summary>The files below a folder on this machine, whatever its <c>.dockerignore</c> says.</summary>
/// <param name="root">The context's folder, absolute.</param>
public sealed class ContextFolder(string root) : IContextFiles
{
    /// <inheritdoc/>
    public IEnumerable<string> Find(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var parts = source.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ".").ToArray();
        if (parts.Contains("..", StringComparer.Ordinal))
            return [];
        IEnumerable<string> found = [root];
        foreach (var part in parts)
            found = found.SelectMany(folder => Children(folder, part));
        return found.SelectMany(
            path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'));
    }

    /// <inheritdoc/>
    public string ReadText(string path) => File.ReadAllText(Path.GetFullPath(path, root));

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
