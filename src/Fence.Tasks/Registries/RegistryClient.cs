using System.Net;
using Fence.Tasks.Definition;

namespace Fence.Tasks.Registries;

/// <summary>Speaks to a registry from this machine, as <c>docker login</c> and <c>certs.d</c> let it.</summary>
public sealed partial class RegistryClient : IRegistryStore, IDisposable
{
    // What a registry must take at least is 4 MiB ("Pushing Manifests"); nothing sensible is larger by much.
    private const int MostManifest = 16 * 1024 * 1024;
    private const int MostAnswer = 1024 * 1024;

    private static readonly HttpStatusCode[] Missing = [HttpStatusCode.NotFound];

    private readonly RegistryTransport transport;

    /// <summary>Makes one for the registry of a definition, at the address that this machine uses.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="clock">Measures patience and the waits between attempts; the system's when left out.</param>
    /// <param name="environment">Reads a variable of the environment; the process's when left out.</param>
    public RegistryClient(RegistryDefinition registry, TimeProvider? clock = null, Func<string, string?>? environment = null) =>
        transport = new RegistryTransport(registry, clock ?? TimeProvider.System, environment ?? Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public string Address => transport.Address;

    /// <inheritdoc/>
    public async Task<RegistryManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        if (await GetAsync(repository, reference, MediaTypes.Images, cancellationToken) is not { } manifest)
            return null;

        if (manifest.Config is { } config)
            return new RegistryManifest(manifest.Digest, config.Digest);
        throw transport.Errors.Of(
            RegistryFault.Refused,
            manifest.IsJson
                ? $"has a manifest list or an old manifest under {Name(repository, reference)}, and not the image that was pushed"
                : $"answered with something that is no manifest when asked for {Name(repository, reference)}");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> GetLabelsAsync(
        string repository, RegistryManifest manifest, CancellationToken cancellationToken) =>
        ImageConfiguration.Labels(await this.ReadBlobAsync(repository, manifest.ImageId, cancellationToken));

    /// <inheritdoc/>
    public Task<ManifestDocument?> GetManifestAsync(string repository, string reference, CancellationToken cancellationToken) =>
        GetAsync(repository, reference, MediaTypes.Manifests, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> HeadManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        var answer = await transport.AskAsync(
            Manifest(HttpMethod.Head, repository, reference, AccessScope.Pull(repository)) with { Accept = MediaTypes.Manifests }, MostAnswer, Missing, cancellationToken);
        if (answer.IsMissing)
            return null;

        // A registry need not say the digest here.
        return answer.Header("Docker-Content-Digest") ?? (await GetManifestAsync(repository, reference, cancellationToken))?.Digest;
    }

    /// <inheritdoc/>
    public async Task PutManifestAsync(string repository, string reference, ManifestDocument manifest, CancellationToken cancellationToken)
    {
        var answer = await transport.AskAsync(
            Manifest(HttpMethod.Put, repository, reference, AccessScope.Push(repository)) with { Body = manifest.Bytes, ContentType = manifest.MediaType },
            MostAnswer,
            [],
            cancellationToken);
        if (answer.Header("Docker-Content-Digest") is { } confirmed && confirmed != manifest.Digest)
            throw transport.Errors.Of(RegistryFault.WrongDigest, $"was sent {Name(repository, manifest.Digest)}, and confirmed {confirmed}");
        if (manifest.Subject is { } subject && answer.Header("OCI-Subject") != subject.Digest)
            await EnterReferrerAsync(repository, subject.Digest, manifest, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteManifestAsync(string repository, string digest, CancellationToken cancellationToken)
    {
        var manifest = await GetManifestAsync(repository, digest, cancellationToken);
        var answer = await transport.AskAsync(
            Manifest(HttpMethod.Delete, repository, digest, AccessScope.Delete(repository)), MostAnswer, Missing, cancellationToken);
        if (manifest?.Subject is { } subject)
            await StrikeReferrerAsync(repository, subject.Digest, digest, cancellationToken);
        return !answer.IsMissing;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListTagsAsync(
        string repository, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = transport.PagesAsync($"{repository}/tags/list?n=1000", $"the tags of {repository}", AccessScope.Pull(repository), [], MostAnswer, cancellationToken);
        await foreach (var page in pages)
        {
            if (page is { } json && json.TryGetProperty("tags", out var tags) && tags.ValueKind == System.Text.Json.JsonValueKind.Array)
                foreach (var tag in tags.EnumerateArray())
                    yield return tag.GetString() ?? "";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        transport.Dispose();
        entering.Dispose();
    }

    private async Task<ManifestDocument?> GetAsync(
        string repository, string reference, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var answer = await transport.AskAsync(
            Manifest(HttpMethod.Get, repository, reference, AccessScope.Pull(repository)) with { Accept = types }, MostManifest, Missing, cancellationToken);
        if (answer.IsMissing)
            return null;

        var manifest = new ManifestDocument(answer.ContentHeaders.ContentType?.MediaType ?? "", answer.Body);
        var promised = ContentDigest.Is(reference) ? reference : answer.Header("Docker-Content-Digest") ?? manifest.Digest;
        return promised == manifest.Digest
            ? manifest
            : throw transport.Errors.Of(RegistryFault.WrongDigest, $"has other bytes under {Name(repository, promised)} than the digest says");
    }

    private static RegistryRequest Manifest(HttpMethod method, string repository, string reference, AccessScope scope) =>
        new(method, $"{repository}/manifests/{reference}", Name(repository, reference), scope);

    private static string Name(string repository, string reference) => $"{repository}{(reference.Contains(':', StringComparison.Ordinal) ? '@' : ':')}{reference}";
}
