using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fence.Tasks.Registries;

/// <summary>Lists that a registry gives page by page, with the place of the next one in the header <c>Link</c> (RFC 5988).</summary>
internal static partial class RegistryPages
{
    private const int MostPages = 10_000;

    /// <summary>The pages; a single null where there is no such list.</summary>
    public static async IAsyncEnumerable<JsonElement?> PagesAsync(
        this RegistryTransport transport,
        string path,
        string what,
        AccessScope scope,
        IReadOnlyList<string> accept,
        int most,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = path;
        for (var page = 0; next is not null; page++)
        {
            if (page == MostPages)
                throw transport.Errors.Of(RegistryFault.Refused, $"never comes to the end of {what}");
            var answer = await transport.AskAsync(new RegistryRequest(HttpMethod.Get, next, what, scope) { Accept = accept }, most, [HttpStatusCode.NotFound], cancellationToken);
            if (answer.IsMissing)
            {
                yield return null;
                yield break;
            }

            yield return Parse(transport, answer.Body, what);
            next = Next(answer.Header("Link"));
        }
    }

    private static JsonElement Parse(RegistryTransport transport, byte[] body, string what)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json.RootElement.Clone();
        }
        catch (JsonException notJson)
        {
            throw transport.Errors.Of(RegistryFault.Refused, $"answered with something else when asked for {what}", notJson);
        }

        throw transport.Errors.Of(RegistryFault.Refused, $"answered with something else when asked for {what}");
    }

    private static string? Next(string? link) => link is not null && NextLink().Match(link) is { Success: true } match ? match.Groups["address"].Value : null;

    [GeneratedRegex("<(?<address>[^>]+)>\\s*;[^,]*\\brel=\"?next\"?", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextLink();
}
