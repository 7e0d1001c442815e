using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fence.Tasks.Images.Receipts;

/// <summary>A receipt as a bill of materials, CycloneDX 1.6 in JSON: the form that scanners for vulnerabilities and licences read.</summary>
public static class CycloneDx
{
    /// <summary>What OCI registries and their users know it by.</summary>
    public const string MediaType = "application/vnd.cyclonedx+json";

    private const string Properties = "dev.fence:";

    private static readonly JsonWriterOptions Form = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes it; the same receipt gives the same bytes.</summary>
    public static byte[] Write(ImageReceipt receipt)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Form))
            Write(json, receipt);
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ImageReceipt receipt)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.6");
        json.WriteString("serialNumber", $"urn:uuid:{SerialOf(receipt)}");
        json.WriteNumber("version", 1);
        WriteMetadata(json, receipt);
        json.WriteStartArray("components");
        WriteDistribution(json, receipt.Distribution);
        foreach (var package in receipt.Packages)
            WritePackage(json, package, receipt.Distribution);
        foreach (var hook in receipt.Hooks)
            WriteHook(json, hook);
        json.WriteEndArray();
        json.WriteStartArray("dependencies");
        json.WriteStartObject();
        json.WriteString("ref", receipt.ImageId);
        json.WriteStartArray("dependsOn");
        foreach (var package in receipt.Packages)
            json.WriteStringValue(PackageUrl.Of(package, receipt.Distribution));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ImageReceipt receipt)
    {
        json.WriteStartObject("metadata");
        // The image's own time, since the bill says the same of it whenever it is written.
        if (receipt.CreatedAt is { } created)
            json.WriteString("timestamp", created.ToUniversalTime());
        json.WriteStartObject("tools");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("type", "application");
        json.WriteString("name", "fence");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("component");
        json.WriteString("type", "container");
        json.WriteString("bom-ref", receipt.ImageId);
        json.WriteString("name", receipt.Repository ?? receipt.ImageId);
        if (receipt.Version is { } version)
            json.WriteString("version", version);
        WriteHash(json, receipt.ImageId.Replace("sha256:", "", StringComparison.Ordinal));
        WriteProperties(json, ImageProperties(receipt));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, string Value)> ImageProperties(ImageReceipt receipt)
    {
        if (receipt.DefinitionDigest is { } digest)
            yield return ("definition-digest", digest);
        if (receipt.Base is { } from)
            yield return ("base", from.Digest is null ? from.Name : $"{from.Name} {from.Digest}");
        foreach (var layer in receipt.Layers)
            yield return ("layer", layer.Digest);
        foreach (var file in receipt.Privileges)
            yield return ($"privilege:{string.Join('+', file.Reasons)}", $"{file.Path} {file.Mode} {file.Owner}{(file.Capabilities is { } given ? $" {given}" : "")}");
        foreach (var line in receipt.Sudoers)
            yield return ("sudoers", $"{line.File}: {line.Text}");
    }

    private static void WriteDistribution(Utf8JsonWriter json, DistributionReceipt distribution)
    {
        if (distribution.Id.Length == 0)
            return;

        json.WriteStartObject();
        json.WriteString("type", "operating-system");
        json.WriteString("bom-ref", $"os:{distribution.Id}@{distribution.VersionId}");
        json.WriteString("name", distribution.Id);
        if (distribution.VersionId.Length > 0)
            json.WriteString("version", distribution.VersionId);
        json.WriteString("description", distribution.Name);
        json.WriteEndObject();
    }

    private static void WritePackage(Utf8JsonWriter json, PackageReceipt package, DistributionReceipt distribution)
    {
        json.WriteStartObject();
        json.WriteString("type", "library");
        json.WriteString("bom-ref", PackageUrl.Of(package, distribution));
        json.WriteString("name", package.Name);
        json.WriteString("version", package.Version);
        if (!package.Licences.IsEmpty)
        {
            json.WriteStartArray("licenses");
            foreach (var licence in package.Licences)
            {
                json.WriteStartObject();
                json.WriteStartObject("license");
                var id = SpdxLicences.Find(licence);
                json.WriteString(id is null ? "name" : "id", id ?? licence);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("purl", PackageUrl.Of(package, distribution));
        json.WriteEndObject();
    }

    private static void WriteHook(Utf8JsonWriter json, HookReceipt hook)
    {
        json.WriteStartObject();
        json.WriteString("type", "file");
        json.WriteString("bom-ref", $"file:{hook.Path}");
        json.WriteString("name", hook.Path);
        if (hook.Sha256 is { } digest)
            WriteHash(json, digest);
        WriteProperties(json, [("mode", hook.Mode), ("owner", hook.Owner), .. hook.Link is { } link ? [("link", link)] : Array.Empty<(string, string)>()]);
        json.WriteEndObject();
    }

    private static void WriteHash(Utf8JsonWriter json, string hexadecimal)
    {
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", "SHA-256");
        json.WriteString("content", hexadecimal);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<(string Name, string Value)> properties)
    {
        json.WriteStartArray("properties");
        foreach (var (name, value) in properties)
        {
            json.WriteStartObject();
            json.WriteString("name", Properties + name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A number that is the image's own, where the format wants a random one.
    private static Guid SerialOf(ImageReceipt receipt)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{receipt.Repository}@{receipt.ImageId}"))[..16];
        // RFC 9562, version 8 ("vendor-specific") and its variant.
        digest[6] = (byte)(0x80 | (digest[6] & 0x0f));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3f));
        return new Guid(digest, bigEndian: true);
    }
}
