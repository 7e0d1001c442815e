using System.Text;

namespace Nuke.Common.IO;

/// <summary>What can be done with the file or folder at a path.</summary>
public static class AbsolutePathExtensions
{
    /// <summary>Whether a file is there.</summary>
    public static bool FileExists(this AbsolutePath path) => File.Exists(path);

    /// <summary>Whether a folder is there.</summary>
    public static bool DirectoryExists(this AbsolutePath path) => Directory.Exists(path);

    /// <summary>Makes the folder, and those it is in.</summary>
    public static AbsolutePath CreateDirectory(this AbsolutePath path)
    {
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>Makes the folder, or empties it.</summary>
    public static AbsolutePath CreateOrCleanDirectory(this AbsolutePath path)
    {
        path.DeleteDirectory();
        return path.CreateDirectory();
    }

    /// <summary>Deletes the file if it is there.</summary>
    public static void DeleteFile(this AbsolutePath path)
    {
        if (path.FileExists()) File.Delete(path);
    }

    /// <summary>Deletes the folder with all that is in it, if it is there.</summary>
    public static void DeleteDirectory(this AbsolutePath path)
    {
        if (path.DirectoryExists()) Directory.Delete(path, recursive: true);
    }

    /// <summary>The file's text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">UTF-8 if not given.</param>
    public static string ReadAllText(this AbsolutePath path, Encoding? encoding = null) =>
        File.ReadAllText(path, encoding ?? Encoding.UTF8);

    /// <summary>The file's lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">UTF-8 if not given.</param>
    public static string[] ReadAllLines(this AbsolutePath path, Encoding? encoding = null) =>
        File.ReadAllLines(path, encoding ?? Encoding.UTF8);

    /// <summary>Writes the file, making its folder; the text ends with one line break unless told otherwise.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its text.</param>
    /// <param name="encoding">UTF-8 without a byte order mark if not given.</param>
    /// <param name="eofLineBreak">False to write the text as it is.</param>
    public static AbsolutePath WriteAllText(
        this AbsolutePath path, string content, Encoding? encoding = null, bool? eofLineBreak = null)
    {
        path.Parent?.CreateDirectory();
        var text = eofLineBreak ?? true ? content.TrimEnd('\r', '\n') + "\n" : content;
        File.WriteAllText(path, text, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    /// <summary>
    /// The files in the folder that match one of the patterns, sorted: <c>*</c> and <c>?</c> within a name, <c>**</c> for any
    /// depth.
    /// </summary>
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(this AbsolutePath directory, params string[] patterns) =>
    [
        .. patterns.SelectMany(pattern => FilesOf(directory, pattern.Split('/'))).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select(AbsolutePath.Create),
    ];

    private static IEnumerable<string> FilesOf(string directory, ReadOnlyMemory<string> parts)
    {
        var (part, rest) = (parts.Span[0], parts[1..]);
        if (!Directory.Exists(directory)) return [];
        if (rest.IsEmpty) return Directory.EnumerateFiles(directory, part == "**" ? "*" : part);

        var folders = Directory.EnumerateDirectories(directory, part == "**" ? "*" : part);
        return part == "**"
            ? FilesOf(directory, rest).Concat(folders.SelectMany(folder => FilesOf(folder, parts)))
            : folders.SelectMany(folder => FilesOf(folder, rest));
    }
}
