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
}
