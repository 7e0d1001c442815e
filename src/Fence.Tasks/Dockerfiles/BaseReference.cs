namespace Fence.Tasks.Dockerfiles;

/// <summary>An image as it stands behind <c>FROM</c>, taken apart as far as rules compare it.</summary>
internal sealed record BaseReference(string Repository, string? Tag, string? Digest)
{
    /// <summary>Whether it is another image tomorrow: no tag or <c>latest</c>, and no digest.</summary>
    public bool IsFloating => Digest is null && Tag is (null or "latest");

    public static BaseReference Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (name, digest) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var colon = name.LastIndexOf(':');
        var tag = colon > name.LastIndexOf('/') ? name[(colon + 1)..] : null;
        var repository = tag is null ? name : name[..colon];
        foreach (var implied in new[] { "docker.io/", "index.docker.io/", "library/" })
        {
            if (repository.StartsWith(implied, StringComparison.Ordinal))
                repository = repository[implied.Length..];
        }
        return new BaseReference(repository, tag, digest);
    }
}
