using System.Net.Sockets;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Microsoft.Extensions.Time.Testing;

namespace Fence.Tasks.Tests.Docker;

public sealed class DockerHostTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fence-engine-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_engine_that_is_not_there_is_told_with_its_address()
    {
        await using var host = new DockerHost("dea-1", new DockerEndpoint.Unix($"{folder}/none.sock"), shell: null, TimeProvider.System);

        var error = await Assert.ThrowsAsync<FenceException>(() => host.GetVersionAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.ClusterFailed, error.Exit);
        Assert.StartsWith($"dea-1: the Docker engine at unix://{folder}/none.sock cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_takes_the_question_and_never_answers_is_given_up_after_a_minute()
    {
        var socket = $"{folder}/silent.sock";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        var clock = new FakeTimeProvider();
        await using var host = new DockerHost("dea-1", new DockerEndpoint.Unix(socket), shell: null, clock);

        var asking = host.FindImageAsync("x:1", TestContext.Current.CancellationToken);
        using var connection = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        clock.Advance(DockerHost.Patience);
        var error = await Assert.ThrowsAsync<FenceException>(() => asking);

        Assert.Equal($"dea-1: the Docker engine at unix://{socket} did not answer within 60 seconds", error.Message);
    }

    [Fact]
    public async Task An_interruption_is_no_failure_of_the_engine()
    {
        var socket = $"{folder}/silent.sock";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        using var interrupted = new CancellationTokenSource();
        await using var host = new DockerHost("dea-1", new DockerEndpoint.Unix(socket), shell: null, TimeProvider.System);

        var asking = host.FindImageAsync("x:1", interrupted.Token);
        using var connection = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await interrupted.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task The_connection_that_told_the_version_serves_for_all_that_follows_until_it_is_ended()
    {
        var socket = $"{folder}/engine.sock";
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        await using var host = new DockerHost("dea-1", new DockerEndpoint.Unix(socket), shell: null, TimeProvider.System);

        Assert.Equal(["GET /version", "GET /v1.41/images/x:1/json", "GET /v1.41/images/y:1/json"], await ServeAsync(3, "x:1", "y:1"));
        host.Disconnect();
        Assert.Equal(["GET /version", "GET /v1.41/images/z:1/json"], await ServeAsync(2, "z:1"));

        async Task<List<string>> ServeAsync(int requests, params string[] images)
        {
            var answering = AnswerAsync(listener, requests);
            foreach (var image in images)
                Assert.Equal("sha256:i", (await host.FindImageAsync(image, TestContext.Current.CancellationToken))?.Id);
            return await answering;
        }
    }

    // An engine of one connection: a second one would never be taken.
    private static async Task<List<string>> AnswerAsync(Socket listener, int requests)
    {
        using var connection = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(connection);
        using var reader = new StreamReader(stream);
        var asked = new List<string>();
        while (asked.Count < requests)
        {
            var line = (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!;
            asked.Add(line[..line.LastIndexOf(' ')]);
            while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
                continue;
            var body = asked[^1].EndsWith("/version", StringComparison.Ordinal)
                ? """{"Version":"20.10.24","ApiVersion":"1.41"}"""
                : """{"Id":"sha256:i"}""";
            await stream.WriteAsync(
                System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
                TestContext.Current.CancellationToken);
        }

        return asked;
    }
}
