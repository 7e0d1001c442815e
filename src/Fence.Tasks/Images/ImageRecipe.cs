using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Images;

/// <summary>All that decides what an image becomes.</summary>
/// <param name="Repository">The image's repository.</param>
/// <param name="Dockerfile">The Dockerfile's path in the context.</param>
/// <param name="ContextDigest">The digest of the context, the Dockerfile and the hooks in it.</param>
/// <param name="BaseId">
/// The image ID of the base: made of its content, so that it is the same whether the base was pulled or loaded from a file. The digest of
/// its manifest is not: a registry makes another one of the same image when it compresses it in another way.
/// </param>
public sealed record ImageRecipe(string Repository, string Dockerfile, string ContextDigest, string BaseId)
{
    /// <summary>The values of the Dockerfile's <c>ARG</c>s, by name.</summary>
    public ImmutableSortedDictionary<string, string> Arguments { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What the cluster may allow: hooks are written for one policy, and an image is tested under it.</summary>
    public PolicyDefinition Policy { get; init; } = new();

    /// <summary>The image IDs of other images that the Dockerfile is made from, by their names in it.</summary>
    public ImmutableSortedDictionary<string, string> Images { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    private const int ShortLength = 7;

    /// <summary>The definition digest: the same recipe has the same one on any machine.</summary>
    public string Digest => Compute([Repository, Dockerfile, ContextDigest, BaseId, .. ArgumentParts, .. PolicyParts, .. ImageParts]);

    /// <summary>The first hexadecimal digits of <see cref="Digest"/>, for a name.</summary>
    public string ShortDigest => Digest.Substring("sha256:".Length, ShortLength);

    /// <summary>
    /// The tag when none is given: the commit's day and short ID. A work tree that differs from its commit is marked, and told apart from
    /// other such ones by the definition digest; without a commit, the definition digest is all there is.
    /// </summary>
    public string DefaultTag(SourceRevision? revision)
    {
        if (revision is null)
            return $"untracked-{ShortDigest}";

        var day = revision.CommittedAt.UtcDateTime.ToString("yyyy.MM.dd", CultureInfo.InvariantCulture);
        return revision.IsDirty ? $"{day}-{revision.ShortCommit}-dirty-{ShortDigest}" : $"{day}-{revision.ShortCommit}";
    }

    private IEnumerable<string> ArgumentParts =>
        [Number(Arguments.Count), .. Arguments.OrderBy(given => given.Key, StringComparer.Ordinal).SelectMany(given => new[] { given.Key, given.Value })];

    private IEnumerable<string> ImageParts => Images.OrderBy(image => image.Key, StringComparer.Ordinal).SelectMany(image => new[] { image.Key, image.Value });

    // What is allowed, and not who answers for it until when: a name in fence.yml makes no other image.
    private IEnumerable<string> PolicyParts =>
    [
        Flag(Policy.Privileged ?? false),
        Flag(Policy.DockerApps.RequireSudo ?? true),
        Flag(Policy.DockerApps.AllowAnyRegistry ?? false),
        Number(Policy.DockerApps.AllowedRegistries.Length),
        .. Policy.DockerApps.AllowedRegistries.Order(StringComparer.Ordinal),
        .. Policy.Quotas.OrderBy(quota => quota.Name, StringComparer.Ordinal).SelectMany(quota => new[] { quota.Name, Flag(quota.AllowSudo) }),
    ];

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Compute(ImmutableArray<string> parts)
    {
        var text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n")));
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
