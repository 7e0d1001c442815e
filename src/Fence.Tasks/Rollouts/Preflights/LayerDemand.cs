using System.Collections.Immutable;
using Fence.Tasks.Images;

namespace Fence.Tasks.Rollouts.Preflights;

/// <summary>What an engine still needs of an image, and the room that takes: computed from sizes.</summary>
/// <param name="Missing">The layers that it lacks, the lowest first.</param>
public sealed record LayerDemand(ImmutableArray<PublishedLayer> Missing)
{
    // What root file systems come to when gzip's output is unpacked: between two and three times as much.
    private const int UsualExpansion = 3;

    // An engine keeps a folder, its parts and its notes of each layer, whatever is in it.
    private const int LeastInodesOfLayer = 8;

    // A file of an Ubuntu system has 20 to 30 kB on average.
    private const long UsualFile = 24_000;

    /// <summary>What is sent to it, in bytes.</summary>
    public long SentBytes => Missing.Sum(layer => layer.SentBytes);

    /// <summary>
    /// Without so much room it cannot succeed, in bytes: while a layer is unpacked, it lies there as it was sent, too, and all those below
    /// it are there unpacked. Unpacked is never less than sent.
    /// </summary>
    public long LeastBytes
    {
        get
        {
            var (unpacked, most) = (0L, 0L);
            foreach (var layer in Missing)
            {
                unpacked += layer.UnpackedBytes ?? layer.SentBytes;
                most = Math.Max(most, unpacked + layer.SentBytes);
            }

            return most;
        }
    }

    /// <summary>With so much room it is sure to succeed, as far as sizes are known, in bytes: all is sent before any of it is unpacked.</summary>
    public long AmpleBytes => SentBytes + Missing.Sum(layer => layer.UnpackedBytes ?? UsualExpansion * layer.SentBytes);

    /// <summary>Without so many inodes it cannot succeed.</summary>
    public long LeastInodes => LeastInodesOfLayer * Missing.Length;

    /// <summary>So many inodes suffice for what layers usually hold.</summary>
    public long AmpleInodes => LeastInodes + Missing.Sum(layer => (layer.UnpackedBytes ?? UsualExpansion * layer.SentBytes) / UsualFile);

    /// <summary>
    /// Finds what is lacking. A layer is only shared with another image when all below it are the same, since engines know a layer by
    /// what it stands on, too.
    /// </summary>
    /// <param name="image">The image's layers, the lowest first.</param>
    /// <param name="present">The layers of each image that the engine has.</param>
    public static LayerDemand Of(ImmutableArray<PublishedLayer> image, IEnumerable<IReadOnlyList<string>> present)
    {
        ArgumentNullException.ThrowIfNull(present);
        var shared = present.Select(layers => image.Zip(layers, (wanted, there) => wanted.Digest == there).TakeWhile(same => same).Count());
        return new LayerDemand([.. image.Skip(shared.DefaultIfEmpty().Max())]);
    }
}
