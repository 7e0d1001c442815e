using Fence.Tasks.Images.Receipts;

namespace Fence.Tasks.Releases;

/// <summary>The files of a release: what lies beside the image in the registry, as far as people and scanners read it.</summary>
public static class ReleaseFiles
{
    /// <summary>What a file is called, <c>exampleco-stack-alsek_v1.2.receipt.json</c>.</summary>
    /// <param name="artifactType">What registries know it by.</param>
    /// <param name="repository">The image's repository.</param>
    /// <param name="tag">The tag in git; a slash in it cannot stand in a file's name.</param>
    /// <returns>The name; null for what is no file of a release.</returns>
    public static string? NameOf(string artifactType, string repository, string tag)
    {
        var stem = $"{repository}_{tag}".Replace('/', '-');
        return artifactType switch
        {
            ReceiptFile.MediaType => $"{stem}.receipt.json",
            CycloneDx.MediaType => $"{stem}.cdx.json",
            _ => null,
        };
    }
}
