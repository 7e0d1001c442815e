using System.Net.Security;
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

    /// <summary>Makes a client; a further one of the same connections speaks another version of the API over them.</summary>
    public static DockerClient CreateClient(SharedConnections connections, System.Version? apiVersion)
    {
        var builder = new DockerClientBuilder().WithEndpoint(AnyAddress).WithTimeout(NoTimeout).WithAuthProvider(connections);
        if (apiVersion is not null)
            builder = builder.WithApiVersion(apiVersion);
        return builder
            .WithTransportOptions(new NativeHttpTransportOptions
            {
                ConfigureHandler = handler =>
                {
                    handler.UseProxy = false;
                    handler.ConnectCallback = (_, cancellationToken) => connections.Dial(cancellationToken);
                },
            })
            .Build();
    }

    // Where a DEA's engine answers on plain HTTP (DOMAIN section 4).
    private const int DeaPort = 4243;

    /// <summary>
    /// The ways in which an endpoint can be dialled, the best first. Over SSH that is what Docker's own command does,
    /// <c>docker system dial-stdio</c>; engines before 18.09 do not know it, and are reached at the port that they listen on.
    /// </summary>
    public static IReadOnlyList<Func<CancellationToken, ValueTask<Stream>>> Dials(DockerEndpoint endpoint, INodeShell? shell, DockerTls? tls) =>
        endpoint switch
        {
            DockerEndpoint.Unix unix => [token => DialUnixAsync(unix.Path, token)],
            DockerEndpoint.Tcp tcp when tls is not null => [token => DialTlsAsync(tcp, tls, token)],
            DockerEndpoint.Tcp tcp => [token => DialTcpAsync(tcp, token)],
            DockerEndpoint.OverSsh when shell is not null =>
            [
                async token => await shell.OpenStreamAsync(["docker", "system", "dial-stdio"], token),
                async token => await shell.OpenPortAsync(DeaPort, token),
            ],
            _ => throw new ArgumentException($"an engine at {endpoint} needs a shell on its node", nameof(shell)),
        };

    private static ValueTask<Stream> DialUnixAsync(string path, CancellationToken cancellationToken) => DialSocketAsync(
        new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendBufferSize = 1 << 20 },
        (socket, token) => socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token),
        cancellationToken);

    private static ValueTask<Stream> DialTcpAsync(DockerEndpoint.Tcp tcp, CancellationToken cancellationToken) => DialSocketAsync(
        new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
        (socket, token) => socket.ConnectAsync(tcp.Host, tcp.Port, token),
        cancellationToken);

    private static async ValueTask<Stream> DialTlsAsync(DockerEndpoint.Tcp tcp, DockerTls tls, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(await DialTcpAsync(tcp, cancellationToken));
        try
        {
            await encrypted.AuthenticateAsClientAsync(tls.Options(tcp.Host), cancellationToken);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

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
