using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Registries;

/// <summary>Speaks to a registry from this machine.</summary>
public sealed class RegistryClient : IRegistry, IDisposable
{
    private static readonly string[] ManifestTypes =
    [
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
    ];

    private readonly HttpClient http;

    /// <summary>Makes one for the registry of a definition, at the address that this machine uses.</summary>
    public RegistryClient(RegistryDefinition registry)
    {
        Address = registry.PushAddress ?? registry.Address;
        http = new HttpClient { BaseAddress = new Uri($"{(registry.Insecure ? "http" : "https")}://{Address}/v2/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <inheritdoc/>
    public string Address { get; }

    /// <inheritdoc/>
    public async Task<RegistryManifest?> FindManifestAsync(string repository, string reference, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{repository}/manifests/{reference}", UriKind.Relative));
        foreach (var type in ManifestTypes)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));

        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (!response.IsSuccessStatusCode)
            throw Failed($"answered {(int)response.StatusCode} when asked for {repository}:{reference}");

        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new RegistryManifest(DigestOf(bytes), ConfigDigest(bytes, repository, reference));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> GetLabelsAsync(
        string repository, RegistryManifest manifest, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{repository}/blobs/{manifest.ImageId}", UriKind.Relative));
        using var response = await SendAsync(request, cancellationToken);
        var bytes = response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw Failed($"answered {(int)response.StatusCode} when asked for {repository}@{manifest.ImageId}");
        if (DigestOf(bytes) != manifest.ImageId)
            throw Failed($"has other bytes under {repository}@{manifest.ImageId} than the digest says");

        return ImageConfiguration.Labels(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException unreachable)
        {
            throw Failed($"cannot be reached: {unreachable.InnerException?.Message ?? unreachable.Message}", unreachable);
        }
        catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not answer within {http.Timeout.TotalSeconds:0} seconds", slow);
        }
    }

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private string ConfigDigest(byte[] manifest, string repository, string reference)
    {
        try
        {
            using var json = JsonDocument.Parse(manifest);
            if (json.RootElement.TryGetProperty("config", out var config)
                && config.TryGetProperty("digest", out var digest)
                && digest.GetString() is { } id)
                return id;
        }
        catch (JsonException notJson)
        {
            throw Failed($"answered with something that is no manifest when asked for {repository}:{reference}", notJson);
        }

        throw Failed($"has a manifest list or an old manifest under {repository}:{reference}, and not the image that was pushed");
    }

    private FenceException Failed(string how, Exception? cause = null) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FR001", $"the registry at {Address} {how}", $"Try it by hand: curl -i {http.BaseAddress}"),
        cause);
}
