using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fence.Tasks.Docker;

namespace Fence.Tasks.Registries;

/// <summary>
/// Tells a registry who asks, in the way it wants: user and password, or a token that a token server gives for them ("Token
/// Authentication" and "OAuth2 Token Authentication" of Docker's registry). Nothing is told before the registry asked for it.
/// </summary>
/// <param name="logins">The logins to look among.</param>
/// <param name="addresses">The names of the registry, the likeliest first.</param>
/// <param name="isPlain">Whether the registry speaks plain HTTP; else passwords go over TLS only.</param>
/// <param name="send">Sends a request to any host.</param>
/// <param name="errors">Says what is wrong.</param>
/// <param name="clock">Says when a token is too old.</param>
internal sealed class RegistryAuthenticator(
    LoginConfiguration logins,
    IReadOnlyList<string> addresses,
    bool isPlain,
    Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
    RegistryErrors errors,
    TimeProvider clock) : IDisposable
{
    private const string ClientName = "fence";

    // The specification's default for a server that does not say, and how much earlier than that a token is not used any more.
    private const int DefaultSeconds = 60;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim asking = new(1);
    private readonly Dictionary<string, (AuthenticationHeaderValue Header, DateTimeOffset Until)> tokens = new(StringComparer.Ordinal);
    private AuthenticationHeaderValue? password;
    private RegistryLogin? login;
    private bool isLookedUp;

    /// <summary>Who is told, for messages; null for nobody.</summary>
    public string? User => login?.ToString();

    /// <summary>What goes into a request's header; null for nothing.</summary>
    public AuthenticationHeaderValue? HeaderFor(AccessScope scope)
    {
        lock (tokens)
            return tokens.TryGetValue(KeyOf(scope), out var token) && clock.GetUtcNow() < token.Until ? token.Header : password;
    }

    /// <summary>Does what a registry asked for when it refused a request.</summary>
    /// <param name="challenge">What it asked for; null where it is nothing that this client knows.</param>
    /// <param name="scope">What the request needs.</param>
    /// <param name="refused">What was in the refused request's header.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What to say instead; null where there is nothing else to say than in the refused request.</returns>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        Challenge? challenge, AccessScope scope, AuthenticationHeaderValue? refused, CancellationToken cancellationToken)
    {
        if (challenge is null)
            return null;

        await asking.WaitAsync(cancellationToken);
        try
        {
            if (HeaderFor(scope) is { } newer && !newer.Equals(refused))
                return newer;
            login = await FindLoginAsync(cancellationToken);
            if (challenge.IsBearer)
                return await AskForTokenAsync(challenge, scope, cancellationToken);
            if (login is not { IsIdentityToken: false })
                return null;
            password = Basic(login);
            return password.Equals(refused) ? null : password;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private async Task<RegistryLogin?> FindLoginAsync(CancellationToken cancellationToken)
    {
        foreach (var address in isLookedUp ? [] : addresses)
            login ??= await logins.FindAsync(address, cancellationToken);
        isLookedUp = true;
        return login;
    }

    private async Task<AuthenticationHeaderValue> AskForTokenAsync(Challenge challenge, AccessScope scope, CancellationToken cancellationToken)
    {
        if (!isPlain && challenge.Realm!.Scheme == "http")
            throw errors.Of(RegistryFault.Refused, $"wants passwords to be sent without TLS, to {challenge.Realm}");

        using var request = login is { IsIdentityToken: true } ? Exchange(challenge, scope, login) : Question(challenge, scope, login);
        using var response = await send(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw await errors.OfAsync(response, $"a token for {string.Join(' ', scope.Scopes)}", User, cancellationToken);

        var (token, until, refresh) = Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), challenge.Realm!);
        if (refresh is not null && login is { IsIdentityToken: true })
            login = login with { Secret = refresh };
        var header = new AuthenticationHeaderValue("Bearer", token);
        lock (tokens)
            tokens[KeyOf(scope)] = (header, until);
        return header;
    }

    private static HttpRequestMessage Question(Challenge challenge, AccessScope scope, RegistryLogin? login)
    {
        var query = scope.Scopes.Union(Words(challenge.Scope), StringComparer.Ordinal).Select(wanted => $"scope={Uri.EscapeDataString(wanted)}");
        if (challenge.Service is { } service)
            query = query.Prepend($"service={Uri.EscapeDataString(service)}");
        if (login is not null)
            query = query.Append($"account={Uri.EscapeDataString(login.User)}");
        var address = new UriBuilder(challenge.Realm!);
        address.Query = string.Join('&', query.Prepend(address.Query.TrimStart('?')).Where(part => part.Length > 0));
        return new HttpRequestMessage(HttpMethod.Get, address.Uri) { Headers = { Authorization = login is null ? null : Basic(login) } };
    }

    private static HttpRequestMessage Exchange(Challenge challenge, AccessScope scope, RegistryLogin login) => new(HttpMethod.Post, challenge.Realm)
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "refresh_token"),
            new("service", challenge.Service ?? ""),
            new("client_id", ClientName),
            new("scope", string.Join(' ', scope.Scopes.Union(Words(challenge.Scope), StringComparer.Ordinal))),
            new("refresh_token", login.Secret),
        ]),
    };

    private (string Token, DateTimeOffset Until, string? Refresh) Read(byte[] answer, Uri realm)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var root = json.RootElement;
            var token = Text(root, "token") ?? Text(root, "access_token") ?? throw new JsonException("there is no token in it");
            var seconds = root.TryGetProperty("expires_in", out var given) && given.TryGetInt32(out var said) ? said : DefaultSeconds;
            var issued = DateTimeOffset.TryParse(Text(root, "issued_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && at < clock.GetUtcNow() ? at : clock.GetUtcNow();
            return (token, issued + TimeSpan.FromSeconds(seconds) - Margin, Text(root, "refresh_token"));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw errors.Of(RegistryFault.Refused, $"sends to {realm} for a token, and that answers with something else");
        }
    }

    // The registry's own words may be of a token that is asked for only now; a mount needs more than it says.
    private static string KeyOf(AccessScope scope) => string.Join(' ', scope.Scopes);

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static AuthenticationHeaderValue Basic(RegistryLogin login) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Secret}")));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
