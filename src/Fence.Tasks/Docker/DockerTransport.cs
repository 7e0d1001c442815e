using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.NativeHttp;
using Fence.Tasks.Ssh;

namespace Fence.Tasks.Docker;

/// <summary>Makes Engine API clients that dial an endpoint in its own way.</summary>
internal static class DockerTransport
{
    // The client only needs some address: where the bytes go is decided by the dial function.
    private static readonly Uri AnyAddress = new("http://docker.invalid");

    // Pulls and builds are silent for as long as they take; what ends them is cancellation, or the connection's end.
    private static readonly TimeSpan NoTimeout = Timeout.InfiniteTimeSpan;

    public static DockerClient CreateClient(Func<CancellationToken, ValueTask<Stream>> dial, System.Version? apiVersion)
    {
        var builder = new DockerClientBuilder().WithEndpoint(AnyAddress).WithTimeout(NoTimeout);
        if (apiVersion is not null)
            builder = builder.WithApiVersion(apiVersion);
        return builder
            .WithTransportOptions(new NativeHttpTransportOptions
            {
                ConfigureHandler = handler =>
                {
                    handler.UseProxy = false;
                    handler.ConnectCallback = (_, cancellationToken) => dial(cancellationToken);
                },
            })
            .Build();
    }

    /// <summary>How an endpoint is dialled. Over SSH it is what Docker's own command does: <c>docker system dial-stdio</c>.</summary>
    public static Func<CancellationToken, ValueTask<Stream>> Dial(DockerEndpoint endpoint, INodeShell? shell) => endpoint switch
    {
        DockerEndpoint.Unix unix => cancellationToken =>
            DialSocketAsync(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
                (socket, token) => socket.ConnectAsync(new UnixDomainSocketEndPoint(unix.Path), token), cancellationToken),
        DockerEndpoint.Tcp tcp => cancellationToken =>
            DialSocketAsync(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
                (socket, token) => socket.ConnectAsync(tcp.Host, tcp.Port, token), cancellationToken),
        DockerEndpoint.OverSsh when shell is not null => async cancellationToken =>
            await shell.OpenStreamAsync(["docker", "system", "dial-stdio"], cancellationToken),
        _ => throw new ArgumentException($"an engine at {endpoint} needs a shell on its node", nameof(shell)),
    };

    private static async ValueTask<Stream> DialSocketAsync(
        Socket socket, Func<Socket, CancellationToken, ValueTask> connect, CancellationToken cancellationToken)
    {
        try
        {
            await connect(socket, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
