using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Inventories;

/// <summary>What is taken out of a repository, and what stays.</summary>
/// <param name="Inventory">What there is.</param>
/// <param name="Removed">What goes, with what is kept beside it: nobody needs it.</param>
/// <param name="Kept">What stays.</param>
public sealed record RegistryPrunePlan(RepositoryInventory Inventory, ImmutableArray<StoredImage> Removed, ImmutableArray<StoredImage> Kept)
{
    /// <summary>Plans. What no use keeps goes, except for the newest of that, and for what something kept needs in turn.</summary>
    /// <param name="inventory">What there is, with its uses.</param>
    /// <param name="newest">How many of the newest images without a use stay.</param>
    public static RegistryPrunePlan For(RepositoryInventory inventory, int newest)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        var unused = inventory.Images.Where(image => image.Uses.IsEmpty).Skip(newest).Select(image => image.Digest).ToHashSet(StringComparer.Ordinal);
        var kept = inventory.Images.Where(image => !unused.Contains(image.Digest)).ToList();
        while (inventory.Images.FirstOrDefault(image => unused.Contains(image.Digest) && kept.Any(other => other.Needs.Contains(image.Digest, StringComparer.Ordinal))) is { } needed)
        {
            unused.Remove(needed.Digest);
            kept.Add(needed);
        }

        return new RegistryPrunePlan(
            inventory,
            [.. inventory.Images.Where(image => unused.Contains(image.Digest)).OrderBy(image => image.Needs.IsEmpty)],
            [.. inventory.Images.Where(image => !unused.Contains(image.Digest))]);
    }

    /// <summary>What the registry need not keep afterwards, in bytes: what stays shares none of it.</summary>
    public long Freed
    {
        get
        {
            var shared = Kept.SelectMany(image => image.Blobs).Select(blob => blob.Digest).ToHashSet(StringComparer.Ordinal);
            return Removed.SelectMany(image => image.Blobs).DistinctBy(blob => blob.Digest, StringComparer.Ordinal).Where(blob => !shared.Contains(blob.Digest)).Sum(blob => blob.Size);
        }
    }

    /// <summary>The plan in words, a sentence an image.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            foreach (var image in Kept)
                yield return $"keeps {Inventory.Name}:{string.Join(", ", image.Tags)}: {(image.Uses.IsEmpty ? "one of the newest, or needed by another one" : string.Join("; ", image.Uses))}";
            foreach (var image in Removed)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"removes {Inventory.Name}:{string.Join(", ", image.Tags)} ({image.Digest}) and the {image.Artifacts.Length} files beside it: no channel and no cluster names it");
            yield return Removed.IsEmpty
                ? $"nothing to remove from {Inventory.Name}"
                : $"{ByteCount.Text(Freed)} of {Inventory.Name} are needed by nothing else then";
        }
    }
}
