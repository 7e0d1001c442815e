using System.Collections.Immutable;
using System.Text;

namespace Fence.Tasks.Images.Receipts.Packages;

/// <summary>The licences of Debian's packages, by their folders in <c>/usr/share/doc</c>; a package's folder or file may be a link to another's.</summary>
internal sealed class PackageLicences
{
    /// <summary>Where they are.</summary>
    public const string Folder = "usr/share/doc/";

    private const int MostLinks = 8;

    private readonly Dictionary<string, ImmutableArray<string>> byFile = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);

    /// <summary>Takes an entry of the folder up, where it tells something.</summary>
    public async Task TakeAsync(ImageTarEntry entry, ImageTar reader, int most, CancellationToken cancellationToken)
    {
        if (entry.IsSymbolicLink || entry.IsHardLink)
            links[entry.Path] = entry.IsHardLink ? "/" + entry.Link.TrimStart('/') : entry.Link;
        else if (entry.IsFile && entry.Size <= most && entry.Path.EndsWith("/copyright", StringComparison.Ordinal) && entry.Path.Count(c => c == '/') == 4)
            byFile[entry.Path] = DebianCopyright.Licences(Encoding.UTF8.GetString(await reader.ReadAsync(most, cancellationToken)));
    }

    /// <summary>The package with its licences.</summary>
    public PackageReceipt AddTo(PackageReceipt package) =>
        package.Manager is "dpkg" && byFile.TryGetValue(Resolve($"{Folder}{package.Name}/copyright"), out var found) ? package with { Licences = found } : package;

    private string Resolve(string path)
    {
        for (var i = 0; i < MostLinks; i++)
        {
            var folder = path[..path.LastIndexOf('/')];
            if (links.TryGetValue(path, out var target))
                path = Join(folder, target);
            else if (links.TryGetValue(folder, out target))
                path = Join(folder[..folder.LastIndexOf('/')], target) + path[folder.Length..];
            else
                break;
        }

        return path;
    }

    private static string Join(string folder, string target) => Path.GetFullPath(target, "/" + folder).TrimStart('/');
}
