using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Fence.Tasks.Docker.Tests.Dockerfiles;

/// <summary>
/// Asks this machine's engine to parse a Dockerfile. It is sent to be built up to a stage that there is not, which the classic
/// builder says only once it has read everything, and before it does anything.
/// </summary>
public sealed class ParsingEngine : IDisposable
{
    private const string NoSuchStage = "no-such-stage";

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://docker/"),
    };

    public void Dispose() => client.Dispose();

    /// <summary>Why the engine refuses a Dockerfile; null when it reads it.</summary>
    public async Task<string?> RefusalAsync(string dockerfile, CancellationToken cancellationToken)
    {
        using var context = new ByteArrayContent(await ArchiveAsync(dockerfile, cancellationToken));
        context.Headers.ContentType = new("application/x-tar");

        using var response = await client.PostAsync(new Uri($"build?target={NoSuchStage}", UriKind.Relative), context, cancellationToken);

        var message = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).RootElement.GetProperty("message").GetString()!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return message.Contains(NoSuchStage, StringComparison.Ordinal) ? null : message;
    }

    private static async Task<byte[]> ArchiveAsync(string dockerfile, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(dockerfile)) },
                cancellationToken);
        }
        return archive.ToArray();
    }
}
