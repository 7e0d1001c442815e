using System.Globalization;
using System.Net;
using System.Text.Json;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Registries;

/// <summary>Says what a registry did wrong, and what to do about it.</summary>
/// <param name="address">The registry's address.</param>
/// <param name="root">Where its API is.</param>
internal sealed class RegistryErrors(string address, Uri root)
{
    private const int MaximumAnswer = 4096;

    /// <summary>An answer that is no success, as an error.</summary>
    /// <param name="response">The answer; its body is read.</param>
    /// <param name="what">What was asked for: <c>exampleco/stack-alsek:1</c>.</param>
    /// <param name="login">Who it was asked as; null for nobody.</param>
    /// <param name="cancellationToken">Ends reading it.</param>
    public async Task<FenceException> OfAsync(HttpResponseMessage response, string what, string? login, CancellationToken cancellationToken)
    {
        var said = await SaidAsync(response, cancellationToken);
        var fault = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => RegistryFault.LoginRefused,
            HttpStatusCode.Forbidden => RegistryFault.Forbidden,
            HttpStatusCode.NotFound => RegistryFault.NotFound,
            HttpStatusCode.TooManyRequests => RegistryFault.Busy,
            HttpStatusCode.RequestTimeout => RegistryFault.Silent,
            >= HttpStatusCode.InternalServerError => RegistryFault.Broken,
            _ when said.Codes.Contains("DIGEST_INVALID", StringComparer.Ordinal) => RegistryFault.WrongDigest,
            _ => RegistryFault.Refused,
        };
        var how = fault switch
        {
            RegistryFault.LoginRefused when login is null => $"wants a login when asked for {what}, and there is none for it",
            RegistryFault.LoginRefused => $"refused the login of {login} when asked for {what}",
            RegistryFault.Forbidden => $"does not let {login ?? "somebody without a login"} have {what}",
            _ => string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode} when asked for {what}"),
        };
        return Make(fault, $"{how}{said.Text}", Remedy(fault), null, response.StatusCode, RetryAfter(response));
    }

    /// <summary>A failure without an answer, as an error.</summary>
    public FenceException Of(RegistryFault fault, string how, Exception? cause = null, string? remedy = null) =>
        Make(fault, how, remedy ?? Remedy(fault), cause, null, null);

    private FenceException Make(RegistryFault fault, string how, string remedy, Exception? cause, HttpStatusCode? status, TimeSpan? retryAfter)
    {
        var message = $"the registry at {address} {how}";
        return new FenceException(
            ExitCode.ClusterFailed,
            Diagnostic.Error(CodeOf(fault), message, remedy),
            new RegistryException(fault, message, cause) { Status = status, RetryAfter = retryAfter });
    }

    private static string CodeOf(RegistryFault fault) => fault switch
    {
        RegistryFault.LoginRefused or RegistryFault.Forbidden => "FR005",
        RegistryFault.Certificate => "FR006",
        RegistryFault.WrongDigest => "FR007",
        RegistryFault.NotFound => "FR008",
        _ => "FR001",
    };

    private string Remedy(RegistryFault fault) => fault switch
    {
        RegistryFault.LoginRefused or RegistryFault.Forbidden => $"Log in as somebody who may: docker login {address}",
        RegistryFault.Certificate =>
            $"Put the certificate of its authority into /etc/docker/certs.d/{address}/ca.crt, or name it in fence.yml: registry.ca",
        RegistryFault.WrongDigest => "What it keeps was altered or damaged: remove it there, and push it again",
        _ => $"Try it by hand: curl -i {root}",
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } when response.Headers.Date is { } now && date > now => date - now,
        _ => null,
    };

    // What the registry says itself, where it says it as the specification wants ("Error Codes").
    private static async Task<(string Text, IReadOnlyList<string> Codes)> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var bytes = new byte[MaximumAnswer];
            var length = await stream.ReadAtLeastAsync(bytes, MaximumAnswer, throwOnEndOfStream: false, cancellationToken);
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            var errors = json.RootElement.GetProperty("errors").EnumerateArray().ToList();
            var codes = errors.Select(error => TextOf(error, "code")).OfType<string>().ToList();
            var texts = errors.Select(error => string.Join(", ", Sentences(error))).Where(text => text.Length > 0).ToList();
            return (texts.Count == 0 ? "" : $": {string.Join("; ", texts)}", codes);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException or KeyNotFoundException or HttpRequestException or IOException)
        {
            return ("", []); // The status says enough; pages of proxies say nothing more.
        }
    }

    private static IEnumerable<string> Sentences(JsonElement error)
    {
        if (TextOf(error, "message") is { Length: > 0 } message)
            yield return message;
        if (TextOf(error, "detail") is { Length: > 0 } detail)
            yield return detail;
        else if (error.TryGetProperty("detail", out var more) && more.ValueKind == JsonValueKind.Object && TextOf(more, "Err") is { Length: > 0 } cause)
            yield return cause;
    }

    private static string? TextOf(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
