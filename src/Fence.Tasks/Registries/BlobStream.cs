using System.Security.Cryptography;

namespace Fence.Tasks.Registries;

/// <summary>
/// Reads a blob: goes on where a connection was cut ("Pulling blobs", with a range), and compares the digest at the end, so that nobody
/// takes altered bytes for the blob.
/// </summary>
internal sealed class BlobStream : Stream
{
    private readonly RegistryTransport transport;
    private readonly RegistryRequest request;
    private readonly string digest;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private HttpResponseMessage? response;
    private Stream? body;
    private long position;
    private bool isEnded;

    public BlobStream(RegistryTransport transport, RegistryRequest request, string digest)
    {
        this.transport = transport;
        this.request = request;
        this.digest = digest;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => position; set => throw new NotSupportedException(); }

    /// <summary>Asks for the blob, so that one that is missing is told before anything is read.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        await transport.Retries.Short.ExecuteAsync(async token => await ReconnectAsync(token), cancellationToken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isEnded || buffer.IsEmpty)
            return 0;

        var length = await transport.Retries.Long.ExecuteAsync(async token => await ReadOnceAsync(buffer, token), cancellationToken);
        if (length > 0)
        {
            hash.AppendData(buffer.Span[..length]);
            position += length;
            return length;
        }

        isEnded = true;
        if (ContentDigest.Of(hash) != digest)
            throw transport.Errors.Of(RegistryFault.WrongDigest, $"has other bytes under {request.What} than the digest says");
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("reading waits for a network: use ReadAsync");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Disconnect();
            hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (body is null)
            await ReconnectAsync(cancellationToken);

        using var waiting = transport.Waiting();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            return await body!.ReadAsync(buffer, either.Token);
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or OperationCanceledException)
        {
            Disconnect();
            cancellationToken.ThrowIfCancellationRequested();
            throw transport.Broken(cut, request.What);
        }
    }

    private async Task ReconnectAsync(CancellationToken cancellationToken)
    {
        Disconnect();
        response = await transport.OpenAsync(position > 0 ? request with { From = position } : request, [], cancellationToken);
        body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (position > 0 && response.StatusCode != System.Net.HttpStatusCode.PartialContent)
            await SkipAsync(position, cancellationToken);
    }

    // A registry that knows no ranges sends all of it again.
    private async Task SkipAsync(long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (bytes > 0)
        {
            var length = await body!.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken);
            if (length == 0)
                throw transport.Errors.Of(RegistryFault.WrongDigest, $"has fewer bytes under {request.What} than it had before");
            bytes -= length;
        }
    }

    private void Disconnect()
    {
        body?.Dispose();
        response?.Dispose();
        body = null;
        response = null;
    }
}
