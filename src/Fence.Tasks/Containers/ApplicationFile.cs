using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fence.Tasks.Containers;

/// <summary>A file, folder or link of an application.</summary>
/// <param name="Path">Relative to the application, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
public sealed record ApplicationFile(string Path, ContainerFileKind Kind)
{
    /// <summary>Whether a file is to be executable.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>Where a link points.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Opens a file's content.</summary>
    public Func<Stream> Open { get; init; } = () => Stream.Null;

    /// <summary>The files of a folder, in a fixed order.</summary>
    public static ImmutableArray<ApplicationFile> OfFolder(string folder) => [.. Below(new DirectoryInfo(folder), "")];

    /// <summary>The digest of all files: names, kinds, executable bits and content.</summary>
    public static async Task<string> ComputeDigestAsync(ImmutableArray<ApplicationFile> files, CancellationToken cancellationToken)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            await using var stream = file.Open();
            var content = file.Kind == ContainerFileKind.File ? Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) : file.LinkTarget;
            all.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{file.Kind} {(file.IsExecutable ? 'x' : '-')} {file.Path.Length}:{file.Path} {content}\n")));
        }

        return $"sha256:{Convert.ToHexStringLower(all.GetHashAndReset())}";
    }

    private static IEnumerable<ApplicationFile> Below(DirectoryInfo folder, string prefix)
    {
        foreach (var found in folder.EnumerateFileSystemInfos().OrderBy(found => found.Name, StringComparer.Ordinal))
        {
            var path = prefix + found.Name;
            if (found.LinkTarget is { } target)
            {
                yield return new ApplicationFile(path, ContainerFileKind.Link) { LinkTarget = target };
            }
            else if (found is DirectoryInfo below)
            {
                yield return new ApplicationFile(path, ContainerFileKind.Folder);
                foreach (var file in Below(below, $"{path}/"))
                    yield return file;
            }
            else
            {
                var isExecutable = !OperatingSystem.IsWindows() && found.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
                yield return new ApplicationFile(path, ContainerFileKind.File) { IsExecutable = isExecutable, Open = () => File.OpenRead(found.FullName) };
            }
        }
    }
}
