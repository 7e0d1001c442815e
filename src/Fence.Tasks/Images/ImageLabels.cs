using System.Globalization;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Images;

/// <summary>The labels of an image: OCI's annotation names, and this project's own.</summary>
public static class ImageLabels
{
    /// <summary>Carries the <see cref="ImageRecipe.Digest"/>: an image that has it need not be built again.</summary>
    public const string DefinitionDigest = "dev.fence.definition-digest";

    private const string Oci = "org.opencontainers.image.";

    /// <summary>The labels of one build.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        ImageDefinition image, ImageRecipe recipe, SourceRevision? revision, string version, DateTimeOffset created)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [DefinitionDigest] = recipe.Digest,
            [Oci + "created"] = created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [Oci + "version"] = version,
            [Oci + "base.name"] = image.Base,
            [Oci + "base.digest"] = recipe.BaseId,
        };
        if (image.Maintainer is { } maintainer)
            labels[Oci + "authors"] = maintainer;
        if (revision is not null)
            labels[Oci + "revision"] = revision.IsDirty ? $"{revision.Commit}-dirty" : revision.Commit;
        if (revision?.Source is { } source)
            labels[Oci + "source"] = source;
        return labels;
    }
}
