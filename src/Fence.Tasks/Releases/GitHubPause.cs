using System.Globalization;
using System.Net;

namespace Fence.Tasks.Releases;

/// <summary>How long GitHub wants to be left alone before it is asked again (GitHub REST documentation, "Rate limits" and "Best practices").</summary>
public static class GitHubPause
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(61);

    /// <summary>Decides.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="message">What the answer says.</param>
    /// <param name="attempt">How often it was asked, from 1 on.</param>
    /// <param name="now">The time.</param>
    /// <returns>The pause; null where asking again does not help, or only later than in an hour.</returns>
    public static TimeSpan? After(
        HttpStatusCode status, IReadOnlyDictionary<string, string> headers, string message, int attempt, DateTimeOffset now)
    {
        if ((int)status >= 500)
            return TimeSpan.FromSeconds(1 << attempt);
        if (status is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;

        var pause = Number(headers, "Retry-After") is { } seconds ? TimeSpan.FromSeconds(seconds)
            : Number(headers, "X-RateLimit-Remaining") is 0 && Number(headers, "X-RateLimit-Reset") is { } reset ? Until(reset, now)
            : status is HttpStatusCode.TooManyRequests || message.Contains("rate limit", StringComparison.OrdinalIgnoreCase) ? Minute * attempt
            : (TimeSpan?)null;
        return pause <= Longest ? pause : null;
    }

    // A second more, since clocks differ.
    private static TimeSpan Until(long reset, DateTimeOffset now)
    {
        var left = DateTimeOffset.FromUnixTimeSeconds(reset) - now;
        return (left > TimeSpan.Zero ? left : TimeSpan.Zero) + TimeSpan.FromSeconds(1);
    }

    private static long? Number(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
