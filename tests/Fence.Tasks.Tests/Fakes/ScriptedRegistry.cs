using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Tests.Fakes;

/// <summary>
/// A registry on a port of this machine that answers what a test wants, for what real registries do only when they are broken. Each
/// connection carries one request, so that it can be cut anywhere.
/// </summary>
internal sealed class ScriptedRegistry : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Asked> asked = new();

    public ScriptedRegistry(Func<Asked, Reply> answer)
    {
        listener.Start();
        Address = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _ = ServeAsync(answer);
    }

    public string Address { get; }

    public RegistryDefinition Definition => new() { Address = Address, Insecure = true };

    /// <summary>The requests, in order.</summary>
    public IReadOnlyList<Asked> All => [.. asked];

    /// <summary>The same as <c>GET /v2/…</c>.</summary>
    public IReadOnlyList<string> Lines => [.. asked.Select(request => request.ToString())];

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync(Func<Asked, Reply> answer)
    {
        while (true)
        {
            try
            {
                using var connection = await listener.AcceptTcpClientAsync();
                await ServeAsync(connection.GetStream(), answer);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(NetworkStream connection, Func<Asked, Reply> answer)
    {
        if (await ReadAsync(connection) is not { } request)
            return;
        asked.Enqueue(request);
        var reply = answer(request);
        if (reply.IsCut)
            return;

        var headers = reply.Headers.Any(header => header.Name == "Content-Length")
            ? reply.Headers
            : [.. reply.Headers, ("Content-Length", reply.Body.Length.ToString(CultureInfo.InvariantCulture))];
        var head = string.Concat([$"HTTP/1.1 {reply.Status} made-up\r\nConnection: close\r\n", .. headers.Select(header => $"{header.Name}: {header.Value}\r\n"), "\r\n"]);
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head));
        if (request.Method != "HEAD")
            await connection.WriteAsync(reply.Body);
    }

    private static async Task<Asked?> ReadAsync(NetworkStream connection)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString(Math.Max(0, head.Length - 4), Math.Min(4, head.Length)).Equals("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await connection.ReadAsync(one) == 0)
                return null;
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        string? Header(string name) => lines.FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
        var body = new byte[int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await connection.ReadExactlyAsync(body);
        var words = lines[0].Split(' ');
        return new Asked(words[0], words[1], Header("Authorization"), Header("Content-Range"), body);
    }
}

internal sealed record Asked(string Method, string Path, string? Authorization, string? Range, byte[] Body)
{
    public override string ToString() => $"{Method} {Path}";
}

/// <summary>What a scripted registry answers; a Content-Length of its own cuts the answer short.</summary>
internal sealed record Reply(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    public Reply(int status, string body = "", params (string Name, string Value)[] headers)
        : this(status, Encoding.UTF8.GetBytes(body), headers)
    {
    }

    /// <summary>The connection ends without an answer.</summary>
    public static Reply Cut { get; } = new(0) { IsCut = true };

    public bool IsCut { get; private init; }
}
