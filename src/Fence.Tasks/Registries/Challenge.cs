using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Registries;

/// <summary>How a registry wants to be told who asks (RFC 7235, and "Token Authentication" of Docker's registry).</summary>
/// <param name="IsBearer">Whether it wants a token, rather than user and password.</param>
/// <param name="Realm">Where tokens are to be had; null where it is no address.</param>
/// <param name="Service">The name that the token server knows the registry by.</param>
/// <param name="Scope">What the token has to allow, by the registry's own words.</param>
internal sealed partial record Challenge(bool IsBearer, Uri? Realm, string? Service, string? Scope)
{
    /// <summary>Reads the ways that are offered, and takes a token's before a password's.</summary>
    /// <returns>The challenge; null where no way is offered that this client knows.</returns>
    public static Challenge? Of(HttpResponseHeaders headers)
    {
        var offered = headers.WwwAuthenticate.Select(Read).OfType<Challenge>().ToList();
        return offered.Find(challenge => challenge is { IsBearer: true, Realm: not null }) ?? offered.Find(challenge => !challenge.IsBearer);
    }

    private static Challenge? Read(AuthenticationHeaderValue header)
    {
        var isBearer = string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase);
        if (!isBearer && !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return null;

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(header.Parameter ?? ""))
            values[match.Groups["name"].Value] = match.Groups["quoted"].Success
                ? match.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                : match.Groups["plain"].Value;
        return new Challenge(
            isBearer,
            Uri.TryCreate(values.GetValueOrDefault("realm"), UriKind.Absolute, out var realm) && realm.Scheme is "http" or "https" ? realm : null,
            values.GetValueOrDefault("service"),
            values.GetValueOrDefault("scope"));
    }

    [GeneratedRegex("(?<name>[a-zA-Z_]+)\\s*=\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[^\\s,]+))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
