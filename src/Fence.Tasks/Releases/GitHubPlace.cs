namespace Fence.Tasks.Releases;

/// <summary>A repository on GitHub, or on a GitHub Enterprise server.</summary>
/// <param name="Api">The base address of the API, with a slash at its end.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Name">Its name.</param>
public sealed record GitHubPlace(Uri Api, string Owner, string Name)
{
    private const string PublicHost = "github.com";
    private const string PublicApi = "https://api.github.com/";

    /// <summary>
    /// Finds it, from what GitHub Actions says, or else from where the commits were fetched. The token goes to no other host than github.com's
    /// or the one that GITHUB_API_URL names, whatever the commits were fetched from.
    /// </summary>
    /// <param name="environment">Gives a variable of the environment.</param>
    /// <param name="origin">The address of <c>origin</c>; null where there is none.</param>
    /// <returns>The repository; null where nobody says which it is.</returns>
    public static GitHubPlace? Find(Func<string, string?> environment, string? origin)
    {
        var (api, said) = (environment("GITHUB_API_URL"), environment("GITHUB_REPOSITORY"));
        var fetched = origin is null ? null : Parse(origin);
        var parts = !string.IsNullOrEmpty(said) ? said.Split('/')
            : fetched is { Host: PublicHost } || !string.IsNullOrEmpty(api) ? fetched?.Parts
            : null;
        return parts is [{ Length: > 0 } owner, { Length: > 0 } name]
            && Uri.TryCreate($"{(string.IsNullOrEmpty(api) ? PublicApi : api).TrimEnd('/')}/", UriKind.Absolute, out var address)
            ? new GitHubPlace(address, owner, name)
            : null;
    }

    // git@host:owner/name.git, ssh://git@host/owner/name, https://host/owner/name
    private static (string Host, string[] Parts)? Parse(string origin)
    {
        var text = origin.EndsWith(".git", StringComparison.Ordinal) ? origin[..^4] : origin;
        if (!text.Contains("://", StringComparison.Ordinal) && text.Split(':') is [var login, var path])
            text = $"ssh://{login}/{path}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? (uri.Host, uri.AbsolutePath.Trim('/').Split('/'))
            : null;
    }
}
