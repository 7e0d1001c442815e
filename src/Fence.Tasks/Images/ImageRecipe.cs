using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fence.Tasks.Images;

/// <summary>All that decides what an image becomes.</summary>
/// <param name="Repository">The image's repository.</param>
/// <param name="Dockerfile">The Dockerfile's path in the context.</param>
/// <param name="ContextDigest">The digest of the context, the Dockerfile and the hooks in it.</param>
/// <param name="BaseId">The image ID of the base on the builder.</param>
public sealed record ImageRecipe(string Repository, string Dockerfile, string ContextDigest, string BaseId)
{
    private const int ShortLength = 7;

    /// <summary>The definition digest: the same recipe has the same one on any machine.</summary>
    public string Digest => Compute(Repository, Dockerfile, ContextDigest, BaseId);

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

    private static string Compute(params string[] parts)
    {
        var text = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n")));
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
