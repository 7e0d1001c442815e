namespace Fence.Tasks.Registries;

/// <summary>Reads blobs that are small enough to be held as a whole, such as configurations.</summary>
internal static class RegistryBlobs
{
    public static async Task<byte[]> ReadBlobAsync(
        this IRegistryStore registry, string repository, string digest, CancellationToken cancellationToken)
    {
        await using var blob = await registry.OpenBlobAsync(repository, digest, cancellationToken);
        using var bytes = new MemoryStream();
        await blob.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
