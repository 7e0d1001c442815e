using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Registries;

/// <summary>Sends requests to a registry: with its TLS, its login, its redirections, and again where that may help.</summary>
internal sealed class RegistryTransport : IDisposable
{
    private const int MostRedirections = 5;

    // How long a registry may be silent; a body gets longer, at the pace of a slow line.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int SlowBytesPerSecond = 64 * 1024;

    private readonly ConcurrentDictionary<string, (HttpClient Client, RegistryTls Tls)> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly RegistryDefinition registry;
    private readonly TimeProvider clock;
    private readonly Func<string, string?> environment;
    private readonly RegistryAuthenticator authenticator;

    public RegistryTransport(RegistryDefinition registry, TimeProvider clock, Func<string, string?> environment)
    {
        this.registry = registry;
        this.clock = clock;
        this.environment = environment;
        Address = registry.PushAddress ?? registry.Address;
        Root = new Uri($"{(registry.Insecure ? "http" : "https")}://{Address}/v2/");
        Errors = new RegistryErrors(Address, Root);
        Retries = new RegistryRetries(clock);
        string[] addresses = registry.PushAddress is null ? [registry.Address] : [registry.PushAddress, registry.Address];
        authenticator = new RegistryAuthenticator(
            new LoginConfiguration(environment), addresses, registry.Insecure, (message, token) => DispatchAsync(message, Patience, token), Errors, clock);
    }

    public string Address { get; }

    public Uri Root { get; }

    public RegistryErrors Errors { get; }

    public RegistryRetries Retries { get; }

    /// <summary>Sends a request, again where that may help, and reads the whole answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The most bytes that an answer may have.</param>
    /// <param name="alsoFine">Answers that are no success and not an error either.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<RegistryAnswer> AskAsync(
        RegistryRequest request, int most, IReadOnlyList<HttpStatusCode> alsoFine, CancellationToken cancellationToken) =>
        Retries.Short.ExecuteAsync(async token => await AskOnceAsync(request, most, alsoFine, token), cancellationToken).AsTask();

    /// <summary>The same, once.</summary>
    public async Task<RegistryAnswer> AskOnceAsync(
        RegistryRequest request, int most, IReadOnlyList<HttpStatusCode> alsoFine, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(request, alsoFine, cancellationToken);
        var body = await ReadAsync(response, request, most, cancellationToken);
        return new RegistryAnswer(response.StatusCode, response.Headers, response.Content.Headers, body);
    }

    /// <summary>Sends a request once, and leaves the answer's body to be read; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(
        RegistryRequest request, IReadOnlyList<HttpStatusCode> alsoFine, CancellationToken cancellationToken)
    {
        var header = authenticator.HeaderFor(request.Scope);
        var response = await FollowAsync(request, header, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized
            && await authenticator.AnswerAsync(Challenge.Of(response.Headers), request.Scope, header, cancellationToken) is { } answer)
        {
            response.Dispose();
            response = await FollowAsync(request, answer, cancellationToken);
        }

        if (response.IsSuccessStatusCode || alsoFine.Contains(response.StatusCode))
            return response;
        using (response)
            throw await Errors.OfAsync(response, request.What, authenticator.User, cancellationToken);
    }

    /// <summary>Says what broke a body that was being read.</summary>
    public FenceException Broken(Exception cause, string what) => cause is OperationCanceledException
        ? Errors.Of(RegistryFault.Silent, $"fell silent while it sent {what}", cause)
        : Errors.Of(RegistryFault.Unreachable, $"cannot be reached: the connection was cut while it sent {what}", cause);

    /// <summary>A limit to silence; the caller disposes of it.</summary>
    public CancellationTokenSource Waiting() => new(Patience, clock);

    public void Dispose()
    {
        authenticator.Dispose();
        foreach (var (client, _) in hosts.Values)
            client.Dispose();
    }

    private async Task<HttpResponseMessage> FollowAsync(
        RegistryRequest request, System.Net.Http.Headers.AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        var address = Resolve(request.Path);
        for (var redirections = 0; ; redirections++)
        {
            // Who asks is told to the registry only: others that it sends to get their rights in the address.
            using var message = request.ToMessage(address, address.Authority == Root.Authority && address.Scheme == Root.Scheme ? header : null);
            var patience = Patience + TimeSpan.FromSeconds((request.Body?.Length ?? 0) / SlowBytesPerSecond);
            var response = await DispatchAsync(message, patience, cancellationToken);
            if (response.Headers.Location is not { } location || (int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return response;

            response.Dispose();
            address = new Uri(address, location);
            if (redirections == MostRedirections)
                throw Errors.Of(RegistryFault.Refused, $"sends from one address to the next when asked for {request.What}");
            if (Root.Scheme == "https" && address.Scheme != "https")
                throw Errors.Of(RegistryFault.Refused, $"sends to an address without TLS when asked for {request.What}: {address.Host}");
        }
    }

    private async Task<HttpResponseMessage> DispatchAsync(HttpRequestMessage message, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (client, tls) = HostOf(message.RequestUri!);
        using var waiting = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError == HttpRequestError.SecureConnectionError || failed.InnerException is AuthenticationException)
        {
            throw Errors.Of(
                RegistryFault.Certificate,
                tls.Complaint ?? $"could not agree on TLS: {failed.InnerException?.Message ?? failed.Message}",
                failed,
                tls.Complaint is null ? "Does it speak plain HTTP? Then say so in fence.yml: registry.insecure: true" : null);
        }
        catch (HttpRequestException unreachable)
        {
            throw Errors.Of(RegistryFault.Unreachable, $"cannot be reached: {unreachable.InnerException?.Message ?? unreachable.Message}", unreachable);
        }
        catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw Errors.Of(
                RegistryFault.Silent, string.Create(CultureInfo.InvariantCulture, $"did not answer within {patience.TotalSeconds:0} seconds"), slow);
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, RegistryRequest request, int most, CancellationToken cancellationToken)
    {
        using var waiting = Waiting();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            using var body = new MemoryStream();
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, either.Token) is var length and > 0)
            {
                body.Write(buffer, 0, length);
                if (body.Length > most)
                    throw Errors.Of(RegistryFault.Refused, $"answers with more than {most} bytes when asked for {request.What}");
            }
            return body.ToArray();
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Broken(cut, request.What);
        }
    }

    // A registry behind a proxy that takes TLS off may name itself without it.
    private Uri Resolve(string path)
    {
        var address = new Uri(Root, path);
        return address.Authority == Root.Authority || (address.Host == Root.Host && address.Scheme != Root.Scheme && address.IsDefaultPort)
            ? new Uri(Root, address.PathAndQuery)
            : address;
    }

    private (HttpClient Client, RegistryTls Tls) HostOf(Uri address) => hosts.GetOrAdd(address.Authority, _ =>
    {
        var isRegistry = address.Authority == Root.Authority;
        var tls = RegistryTls.For(isRegistry ? Address : address.Authority, RegistryTls.Folders(environment), registry.CertificateAuthority, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            SslOptions = tls.Options(),
            // Connections end after some time, so that a registry that moved is found at its new place.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        return (new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, tls);
    });
}

/// <summary>An answer, read to its end.</summary>
internal sealed record RegistryAnswer(
    HttpStatusCode Status,
    System.Net.Http.Headers.HttpResponseHeaders Headers,
    System.Net.Http.Headers.HttpContentHeaders ContentHeaders,
    byte[] Body)
{
    public bool IsMissing => Status == HttpStatusCode.NotFound;

    /// <summary>A header that HTTP itself does not know; null where it is not there.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
