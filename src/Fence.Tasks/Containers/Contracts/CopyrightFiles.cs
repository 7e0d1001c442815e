using System.Formats.Tar;
using System.Text;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Containers.Contracts;

/// <summary>The licence texts of an image's packages, from <c>/usr/share/doc/*/copyright</c>.</summary>
internal static class CopyrightFiles
{
    private const string Folder = "/usr/share/doc";
    private const string Name = "copyright";
    private const int LongestText = 1 << 20;

    /// <summary>Reads them, by package.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        IDockerContainers containers, string container, CancellationToken cancellationToken) =>
        await containers.ReadAsync<Dictionary<string, string>>(container, Folder, ReadAsync, cancellationToken)
        ?? new Dictionary<string, string>(StringComparer.Ordinal);

    private static async Task<Dictionary<string, string>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var tar = new TarReader(stream, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            // The archive begins with the folder's own name: doc/bash/copyright.
            if (entry.Name.Split('/') is not [_, var package, Name] || entry.DataStream is not { } content)
                continue;
            var bytes = new byte[Math.Min(content.Length, LongestText)];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            texts[package] = Encoding.UTF8.GetString(bytes);
        }

        return texts;
    }
}
