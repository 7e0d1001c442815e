using System.Net;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>Finds out of which kind a failure is, from what engines say: of a pull they only say it in words.</summary>
internal static class EngineFailure
{
    // In this order: "unauthorized" may come with 404 and 500, and a full disk in the middle of words about a layer.
    private static readonly (FailureKind Kind, string[] Words)[] Known =
    [
        (FailureKind.DiskFull, ["no space left on device", "disk quota exceeded"]),
        (FailureKind.Refused, ["unauthorized", "authentication required", "denied", "no basic auth credentials", "forbidden"]),
        (FailureKind.NotFound, ["manifest unknown", "manifest for", "not found", "no such image", "repository does not exist", "name unknown"]),
        (FailureKind.Connection,
        [
            "connection reset", "connection refused", "broken pipe", "unexpected eof", "i/o timeout", "tls handshake timeout", "no route to host",
            "network is unreachable", "no such host", "server misbehaving", "timeout exceeded", "deadline exceeded", "context canceled",
            "eof",
        ]),
        (FailureKind.Busy, ["toomanyrequests", "too many requests", "internal server error", "bad gateway", "service unavailable", "gateway timeout",
            "received unexpected http status: 5"]),
    ];

    /// <summary>What an engine's words mean.</summary>
    public static FailureKind Of(string message)
    {
        foreach (var (kind, words) in Known)
        {
            if (words.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)))
                return kind;
        }

        return FailureKind.Unknown;
    }

    /// <summary>What an engine's answer means; its words say more than its number, where they say something.</summary>
    public static FailureKind Of(HttpStatusCode status, string message) => Of(message) is var said && said != FailureKind.Unknown
        ? said
        : status switch
        {
            HttpStatusCode.NotFound => FailureKind.NotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FailureKind.Refused,
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => FailureKind.Busy,
            _ => FailureKind.Unknown,
        };
}
