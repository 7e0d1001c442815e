using System.Security.Cryptography;
using System.Text;

namespace Fence.Benchmarks.Scale;

/// <summary>The image that the simulated DEAs are to get, as its registry has it.</summary>
internal static class Scales
{
    public const string Repository = "exampleco/stack-alsek";

    public const string Tag = "2026.11.24-scale";

    public const int Layers = 5;

    public const int LayerSize = 22_000_000;

    public const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private static readonly string LayerDigests = string.Join(',', Enumerable.Range(1, Layers).Select(layer => $"\"{Digest($"layer {layer}")}\""));

    /// <summary>What the manifest calls the configuration.</summary>
    public static string Configuration { get; } =
        $$$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[{{{LayerDigests}}}]}}""";

    public static string ImageId { get; } = Digest(Configuration);

    public static string Manifest { get; } =
        $$"""{"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{Configuration.Length}},"digest":"{{ImageId}}"},"layers":[{{string.Join(',', LayerDigests.Split(',').Select(layer => $$"""{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{LayerSize}},"digest":{{layer}}}"""))}}]}""";

    public static string ManifestDigest { get; } = Digest(Manifest);

    private static string Digest(string text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
