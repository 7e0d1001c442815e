using System.Text.Json;

namespace Fence.Tasks.Registries;

/// <summary>Reads an image's configuration (OCI image specification, "config").</summary>
internal static class ImageConfiguration
{
    /// <summary>The labels; empty where there are none, or the bytes are no image's configuration.</summary>
    public static IReadOnlyDictionary<string, string> Labels(byte[] configuration)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(configuration);
            if (json.RootElement.TryGetProperty("config", out var config)
                && config.TryGetProperty("Labels", out var found)
                && found.ValueKind == JsonValueKind.Object)
                foreach (var label in found.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String))
                    labels[label.Name] = label.Value.GetString()!;
        }
        catch (JsonException)
        {
            // Another kind of artifact under the same tag: it describes no image, so it has no labels of one.
            labels.Clear();
        }

        return labels;
    }

    /// <summary>When the image was built; null where it does not say.</summary>
    public static DateTimeOffset? CreatedAt(byte[] configuration)
    {
        try
        {
            using var json = JsonDocument.Parse(configuration);
            return json.RootElement.TryGetProperty("created", out var created) && created.TryGetDateTimeOffset(out var time) ? time : null;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return null; // An artifact that is no image has no time of one.
        }
    }

    /// <summary>The digests of the layers, uncompressed, the lowest first; empty where the bytes are no image's configuration.</summary>
    public static IReadOnlyList<string> Layers(byte[] configuration)
    {
        try
        {
            using var json = JsonDocument.Parse(configuration);
            return json.RootElement.TryGetProperty("rootfs", out var files) && files.TryGetProperty("diff_ids", out var layers)
                ? [.. layers.EnumerateArray().Select(layer => layer.GetString() ?? "")]
                : [];
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return []; // An artifact that is no image has no layers of one.
        }
    }
}
