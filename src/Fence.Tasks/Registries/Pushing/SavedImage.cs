using System.Formats.Tar;

namespace Fence.Tasks.Registries.Pushing;

/// <summary>
/// Reads the archive of one image as it comes, in both layouts: Docker's own, where the layers are in folders in any order and what they
/// are comes last, and OCI's, which engines from 25 on write and where a layer's name is its digest.
/// </summary>
/// <param name="image">The image ID.</param>
/// <param name="layers">The digests of the layers, uncompressed, the lowest first.</param>
internal sealed class SavedImage(string image, IReadOnlyList<string> layers)
{
    private const string Blobs = "blobs/sha256/";
    private const long MostDescription = 4 * 1024 * 1024;

    /// <summary>The image ID.</summary>
    public string Image => image;

    /// <summary>The configuration, once it was read; null where the archive has none of this ID.</summary>
    public byte[]? Configuration { get; private set; }

    /// <summary>Reads to the end, or until nothing is wanted any more.</summary>
    /// <param name="archive">The tar.</param>
    /// <param name="wants">Whether a layer is to be read; null for one that is not known before it is read.</param>
    /// <param name="take">Reads a layer.</param>
    /// <param name="isDone">Whether nothing more is wanted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAsync(
        Stream archive,
        Func<string?, bool> wants,
        Func<string?, Stream, Task> take,
        Func<bool> isDone,
        CancellationToken cancellationToken)
    {
        var names = new SavedLayerNames(layers);
        var folders = new Dictionary<string, string?>(StringComparer.Ordinal);
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (!isDone() && await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            // A layer that occurs twice is a link the second time.
            if (entry is not { EntryType: TarEntryType.RegularFile or TarEntryType.V7RegularFile, DataStream: { } content })
                continue;

            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (IsConfiguration(name) && entry.Length <= MostDescription)
                Configuration = await BytesAsync(content, cancellationToken);
            else if (name.Split('/') is [var described, "json"] && entry.Length <= MostDescription)
                folders[described] = names.LayerIn(described, await BytesAsync(content, cancellationToken));
            else if (name.Split('/') is [var folder, "layer.tar"] && folders.GetValueOrDefault(folder) is var layer && wants(layer))
                await take(layer, content);
            else if (LayerOf(name) is { } blob && wants(blob))
                await take(blob, content);
        }

        if (Configuration is not null && ContentDigest.Of(Configuration) != image)
            Configuration = null;
    }

    private bool IsConfiguration(string name) => name == $"{Hex(image)}.json" || name == Blobs + Hex(image);

    private string? LayerOf(string name) =>
        name.StartsWith(Blobs, StringComparison.Ordinal) && $"sha256:{name[Blobs.Length..]}" is var digest && layers.Contains(digest, StringComparer.Ordinal) ? digest : null;

    private static string Hex(string digest) => digest["sha256:".Length..];

    private static async Task<byte[]> BytesAsync(Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
