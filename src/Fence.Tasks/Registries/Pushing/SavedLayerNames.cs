using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fence.Tasks.Registries.Pushing;

/// <summary>
/// Tells which layer a folder of a classic archive holds before the layer itself has been read. The folder's name is a digest over what its
/// file <c>json</c> says and the layer's place in the image; only the right layer gives the name, so that no guess can be wrong.
/// </summary>
internal sealed class SavedLayerNames
{
    private readonly IReadOnlyList<string> layers;
    private readonly List<string> chains = [];

    /// <param name="layers">The digests of the image's layers, uncompressed, the lowest first.</param>
    public SavedLayerNames(IReadOnlyList<string> layers)
    {
        this.layers = layers;
        // OCI image specification, "Layer ChainID".
        foreach (var layer in layers)
            chains.Add(chains.Count == 0 ? layer : ContentDigest.Of(Encoding.ASCII.GetBytes($"{chains[^1]} {layer}")));
    }

    /// <summary>The digest of the layer in a folder; null where the folder is of another making.</summary>
    /// <param name="folder">The folder's name.</param>
    /// <param name="description">The content of its file <c>json</c>.</param>
    public string? LayerIn(string folder, byte[] description)
    {
        if (Members(description) is not { } members)
            return null;

        foreach (var (chain, layer) in chains.Zip(layers))
        {
            // The operating system is written into the description of all layers, and into the name of the highest only.
            if (NameOf(members, chain, withSystem: false) == folder || NameOf(members, chain, withSystem: true) == folder)
                return layer;
        }

        return null;
    }

    private static string NameOf(SortedDictionary<string, string> members, string chain, bool withSystem)
    {
        var named = new SortedDictionary<string, string>(members, StringComparer.Ordinal) { ["layer_id"] = $"\"{chain}\"" };
        if (!withSystem)
            named.Remove("os");
        var json = $"{{{string.Join(',', named.Select(member => $"\"{member.Key}\":{member.Value}"))}}}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
    }

    // The values as they stand, since the digest is over the text.
    private static SortedDictionary<string, string>? Members(byte[] description)
    {
        try
        {
            using var json = JsonDocument.Parse(description);
            var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in json.RootElement.EnumerateObject().Where(member => member.Name != "id"))
                members[member.Name] = member.Name == "parent" ? $"\"sha256:{member.Value.GetString()}\"" : member.Value.GetRawText();
            return members;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
