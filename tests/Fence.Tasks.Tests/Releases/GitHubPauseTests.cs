using System.Globalization;
using System.Net;
using Fence.Tasks.Releases;

namespace Fence.Tasks.Tests.Releases;

public sealed class GitHubPauseTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "retry-after: 7", "", 1, 7)]
    [InlineData(HttpStatusCode.TooManyRequests, "Retry-After: 7", "", 3, 7)]
    [InlineData(HttpStatusCode.Forbidden, "x-ratelimit-remaining: 0; x-ratelimit-reset: 1000030", "", 1, 31)]
    [InlineData(HttpStatusCode.Forbidden, "x-ratelimit-remaining: 0; x-ratelimit-reset: 999000", "", 1, 1)]
    [InlineData(HttpStatusCode.Forbidden, "x-ratelimit-remaining: 5", "You have exceeded a secondary rate limit", 2, 120)]
    [InlineData(HttpStatusCode.TooManyRequests, "", "", 1, 60)]
    [InlineData(HttpStatusCode.BadGateway, "", "", 1, 2)]
    [InlineData(HttpStatusCode.InternalServerError, "", "", 3, 8)]
    public void What_passes_is_waited_for(HttpStatusCode status, string headers, string message, int attempt, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), GitHubPause.After(status, Headers(headers), message, attempt, Now));

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "x-ratelimit-remaining: 5", "Resource not accessible by integration")]
    [InlineData(HttpStatusCode.Unauthorized, "", "Bad credentials")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "", "Validation Failed")]
    [InlineData(HttpStatusCode.Forbidden, "retry-after: 7200", "")]
    public void What_does_not_pass_is_not(HttpStatusCode status, string headers, string message) =>
        Assert.Null(GitHubPause.After(status, Headers(headers), message, attempt: 1, Now));

    private static Dictionary<string, string> Headers(string text) => text
        .Split("; ", StringSplitOptions.RemoveEmptyEntries)
        .Select(header => header.Split(": "))
        .ToDictionary(header => header[0], header => header[1].ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
