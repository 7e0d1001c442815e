using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fence.Tasks.Images.Receipts;

/// <summary>A receipt as canonical JSON: the same receipt gives the same bytes on any system, so that its digest names it.</summary>
public static class ReceiptFile
{
    /// <summary>What OCI registries and their users know it by.</summary>
    public const string MediaType = "application/vnd.fence.receipt.v1+json";

    private static readonly ReceiptJson Json = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        // The file is read by people and programs, and put into no web page: "+" may stay "+".
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>The file's name for an image, the same on any machine: <c>exampleco-stack-alsek_2026.11.24-0123abc.receipt.json</c>.</summary>
    /// <param name="image">The image.</param>
    public static string NameFor(BuiltImage image) => $"{Stem(image)}.receipt.json";

    /// <summary>The name of the same as CycloneDX.</summary>
    /// <param name="image">The image.</param>
    public static string CycloneDxNameFor(BuiltImage image) => $"{Stem(image)}.cdx.json";

    /// <summary>Writes it.</summary>
    public static byte[] Write(ImageReceipt receipt) => [.. JsonSerializer.SerializeToUtf8Bytes(receipt, Json.ImageReceipt), (byte)'\n'];

    /// <summary>Reads it.</summary>
    /// <returns>The receipt; null where these bytes are none, or one of a form that this program does not know.</returns>
    public static ImageReceipt? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Json.ImageReceipt) is { Schema: ImageReceipt.CurrentSchema } receipt ? receipt : null;
        }
        catch (JsonException)
        {
            // Whoever asks finds out from the image itself what it is.
            return null;
        }
    }

    private static string Stem(BuiltImage image) => $"{image.Repository.Replace('/', '-')}_{image.Tag}";
}

[JsonSerializable(typeof(ImageReceipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
