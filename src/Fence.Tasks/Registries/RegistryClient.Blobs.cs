using System.Net;

namespace Fence.Tasks.Registries;

public sealed partial class RegistryClient
{
    /// <inheritdoc/>
    public async Task<long?> HeadBlobAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        var answer = await transport.AskAsync(
            Blob(HttpMethod.Head, repository, digest, AccessScope.Pull(repository)), MostAnswer, Missing, cancellationToken);
        return answer.IsMissing ? null : answer.ContentHeaders.ContentLength ?? 0;
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenBlobAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        var blob = new BlobStream(transport, Blob(HttpMethod.Get, repository, digest, AccessScope.Pull(repository)), digest);
        try
        {
            await blob.ConnectAsync(cancellationToken);
            return blob;
        }
        catch
        {
            await blob.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<StoredBlob> UploadBlobAsync(string repository, Stream content, string? digest, CancellationToken cancellationToken) =>
        new BlobUpload(transport, repository).SendAsync(content, digest, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> MountBlobAsync(string repository, string digest, string from, CancellationToken cancellationToken)
    {
        var scope = AccessScope.Push(repository) with { MountFrom = from };
        var answer = await transport.AskAsync(
            new RegistryRequest(
                HttpMethod.Post,
                $"{repository}/blobs/uploads/?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString(from)}",
                $"{from}@{digest} in {repository}",
                scope)
            { Body = ReadOnlyMemory<byte>.Empty },
            MostAnswer,
            [],
            cancellationToken);
        if (answer.Status == HttpStatusCode.Created)
            return true;

        // It began an upload instead, which nobody will end ("Canceling a blob upload").
        if (answer.Headers.Location is { } location)
            await transport.AskAsync(
                new RegistryRequest(HttpMethod.Delete, location.OriginalString, $"an upload to {repository}", scope),
                MostAnswer,
                [HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed],
                cancellationToken);
        return false;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteBlobAsync(string repository, string digest, CancellationToken cancellationToken) => !(await transport.AskAsync(
        Blob(HttpMethod.Delete, repository, digest, AccessScope.Delete(repository)), MostAnswer, Missing, cancellationToken)).IsMissing;

    private static RegistryRequest Blob(HttpMethod method, string repository, string digest, AccessScope scope) =>
        new(method, $"{repository}/blobs/{digest}", $"{repository}@{digest}", scope);
}
