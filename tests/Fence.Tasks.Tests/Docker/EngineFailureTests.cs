using System.Net;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Tests.Docker;

public sealed class EngineFailureTests
{
    // As engines and registries say it.
    [Theory]
    [InlineData("pull access denied for x, repository does not exist or may require 'docker login'", FailureKind.Refused)]
    [InlineData("Get https://r:5000/v2/: unauthorized: authentication required", FailureKind.Refused)]
    [InlineData("manifest for r:5000/x@sha256:00 not found: manifest unknown: manifest unknown", FailureKind.NotFound)]
    [InlineData("write /var/lib/docker/tmp/GetImageBlob1: no space left on device", FailureKind.DiskFull)]
    [InlineData("failed to register layer: Error processing tar file(exit status 1): write /usr/lib/x: no space left on device", FailureKind.DiskFull)]
    [InlineData("Get \"http://r:5000/v2/\": dial tcp 10.0.0.4:5000: connect: connection refused", FailureKind.Connection)]
    [InlineData("read tcp 10.0.0.5:4711->10.0.0.4:5000: read: connection reset by peer", FailureKind.Connection)]
    [InlineData("Get https://r/v2/: net/http: TLS handshake timeout", FailureKind.Connection)]
    [InlineData("unexpected EOF", FailureKind.Connection)]
    [InlineData("received unexpected HTTP status: 503 Service Unavailable", FailureKind.Busy)]
    [InlineData("toomanyrequests: You have reached your pull rate limit", FailureKind.Busy)]
    [InlineData("http: server gave HTTP response to HTTPS client", FailureKind.Unknown)]
    public void What_a_pull_says_tells_whether_trying_again_can_help(string message, FailureKind kind) => Assert.Equal(kind, EngineFailure.Of(message));

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "unauthorized: authentication required", FailureKind.Refused)]
    [InlineData(HttpStatusCode.InternalServerError, "something", FailureKind.Busy)]
    [InlineData(HttpStatusCode.NotFound, "something", FailureKind.NotFound)]
    [InlineData(HttpStatusCode.Conflict, "something", FailureKind.Unknown)]
    public void The_words_say_more_than_the_number(HttpStatusCode status, string message, FailureKind kind) =>
        Assert.Equal(kind, EngineFailure.Of(status, message));
}
