using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Fence.Tasks.Registries;

/// <summary>
/// Sends one blob: a small one in one piece ("Pushing a blob monolithically"), any other in chunks while it is read ("Pushing a blob in
/// chunks"). A chunk that was cut is sent again from where the registry has it.
/// </summary>
/// <param name="transport">Where to.</param>
/// <param name="repository">The repository.</param>
internal sealed class BlobUpload(RegistryTransport transport, string repository)
{
    // As small as registries on object stores take a piece, and large enough for questions not to count.
    private const int ChunkSize = 8 * 1024 * 1024;
    private const int LargestChunk = 256 * 1024 * 1024;
    private const int MostAnswer = 64 * 1024;
    private const string Binary = "application/octet-stream";

    private readonly AccessScope scope = AccessScope.Push(repository);
    private string location = "";
    private long sent;

    /// <summary>Sends all of <paramref name="content"/>.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="expected">The digest they must have; null where it is not known before.</param>
    /// <param name="cancellationToken">Ends it; what the registry has by then it forgets in time.</param>
    public async Task<StoredBlob> SendAsync(Stream content, string? expected, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[await BeginAsync(cancellationToken)];
        var length = await FillAsync(content, chunk, hash, cancellationToken);
        while (length == chunk.Length)
        {
            await SendChunkAsync(chunk.AsMemory(0, length), cancellationToken);
            length = await FillAsync(content, chunk, hash, cancellationToken);
        }

        var size = sent + length;
        if (sent > 0 && length > 0)
            await SendChunkAsync(chunk.AsMemory(0, length), cancellationToken);

        var digest = ContentDigest.Of(hash);
        if (expected is not null && digest != expected)
            throw transport.Errors.Of(RegistryFault.WrongDigest, $"was to get {repository}@{expected}, and what was read for it has the digest {digest}");
        await EndAsync(digest, sent > 0 ? ReadOnlyMemory<byte>.Empty : chunk.AsMemory(0, length), cancellationToken);
        return new StoredBlob(digest, size);
    }

    private static async Task<int> FillAsync(Stream content, byte[] chunk, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var length = await content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken);
        hash.AppendData(chunk.AsSpan(0, length));
        return length;
    }

    private async Task<int> BeginAsync(CancellationToken cancellationToken)
    {
        var answer = await transport.AskAsync(
            new RegistryRequest(HttpMethod.Post, $"{repository}/blobs/uploads/", $"an upload to {repository}", scope) { Body = ReadOnlyMemory<byte>.Empty },
            MostAnswer,
            [],
            cancellationToken);
        GoOnAt(answer);
        return int.TryParse(answer.Header("OCI-Chunk-Min-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var least)
            ? Math.Clamp(least, ChunkSize, LargestChunk)
            : ChunkSize;
    }

    private async Task SendChunkAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        var (start, isCut) = (sent, false);
        await transport.Retries.Long.ExecuteAsync(
            async token =>
            {
                if (isCut)
                    sent = await AskProgressAsync(start, chunk.Length, token);
                isCut = true;
                var rest = chunk[(int)(sent - start)..];
                if (rest.IsEmpty)
                    return;
                GoOnAt(await transport.AskOnceAsync(
                    new RegistryRequest(HttpMethod.Patch, location, $"a part of a layer of {repository}", scope) { Body = rest, ContentType = Binary, At = sent },
                    MostAnswer,
                    [],
                    token));
                sent = start + chunk.Length;
            },
            cancellationToken);
    }

    // "Pushing a blob in chunks": the status of an upload tells the last byte that arrived; some say 0-0 also for none.
    private async Task<long> AskProgressAsync(long start, int length, CancellationToken cancellationToken)
    {
        var answer = await transport.AskOnceAsync(
            new RegistryRequest(HttpMethod.Get, location, $"the progress of an upload to {repository}", scope), MostAnswer, [], cancellationToken);
        GoOnAt(answer);
        var range = (answer.Header("Range") ?? answer.ContentHeaders.ContentRange?.ToString() ?? "0-0").Replace("bytes=", "", StringComparison.Ordinal);
        var arrived = range.Split('-') is [_, var last] && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end > 0
            ? end + 1
            : start > 1 ? -1 : 0;
        return arrived >= start && arrived <= start + length
            ? arrived
            : throw transport.Errors.Of(RegistryFault.Refused, $"lost what it had of an upload to {repository}: it has {range} of {start} bytes");
    }

    private async Task EndAsync(string digest, ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        var isCut = false;
        var answer = await transport.Retries.Long.ExecuteAsync(
            async token =>
            {
                // An answer that was lost may have been a yes.
                if (isCut && await IsThereAsync(digest, token))
                    return null;
                if (isCut && !rest.IsEmpty)
                    await BeginAsync(token); // Half of the piece may be in the upload that was cut.
                isCut = true;
                return await transport.AskOnceAsync(
                    new RegistryRequest(HttpMethod.Put, WithDigest(digest), $"{repository}@{digest}", scope) { Body = rest, ContentType = Binary },
                    MostAnswer,
                    [],
                    token);
            },
            cancellationToken);
        if (answer?.Header("Docker-Content-Digest") is { } confirmed && confirmed != digest)
            throw transport.Errors.Of(RegistryFault.WrongDigest, $"was sent {repository}@{digest}, and confirmed {confirmed}");
    }

    private async Task<bool> IsThereAsync(string digest, CancellationToken cancellationToken) => !(await transport.AskOnceAsync(
        new RegistryRequest(HttpMethod.Head, $"{repository}/blobs/{digest}", $"{repository}@{digest}", scope),
        MostAnswer,
        [HttpStatusCode.NotFound],
        cancellationToken)).IsMissing;

    private string WithDigest(string digest) => $"{location}{(location.Contains('?', StringComparison.Ordinal) ? '&' : '?')}digest={Uri.EscapeDataString(digest)}";

    // Every answer names the place of the next request, which need not be that of the one before.
    private void GoOnAt(RegistryAnswer answer) => location = answer.Headers.Location?.OriginalString
        ?? (location.Length > 0 ? location : throw transport.Errors.Of(RegistryFault.Refused, $"began an upload to {repository} without saying where"));
}
