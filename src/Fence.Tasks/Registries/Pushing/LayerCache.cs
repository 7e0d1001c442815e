using System.Text.Json;
using System.Text.Json.Nodes;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Registries.Pushing;

/// <summary>
/// Remembers, in a file of this machine, which compressed layer in a registry is which layer of an engine, and in which repositories it
/// was. It is only a hint: whoever uses it asks the registry, and a file that is lost or broken costs time and nothing else.
/// </summary>
/// <param name="file">The file; null to remember nothing.</param>
public sealed class LayerCache(string? file)
{
    // An image has at most 127 layers; this is some hundred images.
    private const int MostLayers = 4000;

    private readonly Lock access = new();
    private Dictionary<string, List<KnownLayer>>? known;

    /// <summary>The file in the user's state folder.</summary>
    public static string DefaultFile(Func<string, string?> environment) => StateFile.PathOf("layers.json", environment);

    internal IReadOnlyList<KnownLayer> Find(string registry, string layer)
    {
        lock (access)
            return [.. Read().GetValueOrDefault(layer)?.Where(each => each.Registry == registry) ?? []];
    }

    internal void Add(string layer, KnownLayer where)
    {
        lock (access)
        {
            var all = Read();
            if (!all.TryGetValue(layer, out var places))
                all[layer] = places = [];
            if (places.Contains(where))
                return;
            // One that was found to be wrong is followed by the right one, and not kept.
            places.RemoveAll(each => each.Registry == where.Registry && each.Repository == where.Repository);
            places.Add(where);
        }
    }

    internal void Save()
    {
        if (file is null)
            return;

        lock (access)
        {
            var json = new JsonObject();
            foreach (var (layer, places) in Read().TakeLast(MostLayers))
                json[layer] = new JsonArray([.. places.Select(place => (JsonNode)new JsonArray(place.Registry, place.Repository, place.Digest, place.Size))]);
            StateFile.TryWrite(file, json.ToJsonString());
        }
    }

    private Dictionary<string, List<KnownLayer>> Read() => known ??= Parse();

    private Dictionary<string, List<KnownLayer>> Parse()
    {
        var found = new Dictionary<string, List<KnownLayer>>(StringComparer.Ordinal);
        if (file is null || !File.Exists(file))
            return found;

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var layer in json.RootElement.EnumerateObject())
                found[layer.Name] =
                [
                    .. layer.Value.EnumerateArray().Select(place => new KnownLayer(
                        place[0].GetString()!, place[1].GetString()!, place[2].GetString()!, place[3].GetInt64())),
                ];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or IOException or FormatException or UnauthorizedAccessException)
        {
            found.Clear(); // It is written anew after the next push.
        }

        return found;
    }
}

/// <summary>A compressed layer in a registry.</summary>
/// <param name="Registry">The registry's address.</param>
/// <param name="Repository">The repository that has it.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record KnownLayer(string Registry, string Repository, string Digest, long Size);
