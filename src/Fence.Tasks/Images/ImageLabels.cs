using System.Globalization;

namespace Fence.Tasks.Images;

/// <summary>The labels of an image: OCI's annotation names, and this project's own.</summary>
public static class ImageLabels
{
    /// <summary>Carries the <see cref="ImageRecipe.Digest"/>: an image that has it need not be built again.</summary>
    public const string DefinitionDigest = "dev.fence.definition-digest";

    /// <summary>Carries the tag that the image was built with.</summary>
    public const string Version = Oci + "version";

    /// <summary>Carries what stood behind <c>FROM</c>.</summary>
    public const string BaseName = Oci + "base.name";

    /// <summary>Carries the digest that a registry has the base under, or its image ID.</summary>
    public const string BaseDigest = Oci + "base.digest";

    /// <summary>Carries the commit, with a mark where the work tree had changes that it lacks.</summary>
    public const string Revision = Oci + "revision";

    private const string Oci = "org.opencontainers.image.";
    private const string DirtyMark = "-dirty";

    /// <summary>
    /// Whether an image of the same recipe serves for a revision. One that says it came from a changed work tree does not serve for a commit:
    /// what is promoted later has to name a commit that exists.
    /// </summary>
    public static bool Serves(IReadOnlyDictionary<string, string> labels, SourceRevision? revision) =>
        revision is not { IsDirty: false }
        || (labels.TryGetValue(Revision, out var made) && !made.EndsWith(DirtyMark, StringComparison.Ordinal));

    /// <summary>The labels of one build.</summary>
    public static IReadOnlyDictionary<string, string> Of(ImageSource source, ImagePlan plan, DateTimeOffset created)
    {
        var (image, revision) = (source.Definition, source.Revision);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [DefinitionDigest] = plan.Recipe.Digest,
            [Oci + "created"] = created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [Version] = plan.Image.Tag,
            [BaseName] = image.Base,
            [BaseDigest] = plan.Image.BaseDigest ?? plan.Image.BaseId,
        };
        if (image.Maintainer is { } maintainer)
            labels[Oci + "authors"] = maintainer;
        if (revision is not null)
            labels[Revision] = revision.IsDirty ? $"{revision.Commit}{DirtyMark}" : revision.Commit;
        if (revision?.Source is { } origin)
            labels[Oci + "source"] = origin;
        return labels;
    }
}
