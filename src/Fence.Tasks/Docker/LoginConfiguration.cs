using System.Text;
using System.Text.Json;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>
/// The logins that <c>docker login</c> left: in <c>config.json</c> itself, or with a credential helper that it names; and those that a CI
/// server gives in <c>DOCKER_AUTH_CONFIG</c>, which go before.
/// </summary>
/// <param name="environment">Reads a variable of the environment.</param>
public sealed class LoginConfiguration(Func<string, string?> environment)
{
    private const string HubKey = "https://index.docker.io/v1/";

    private static readonly string[] HubNames = ["docker.io", "index.docker.io", "registry-1.docker.io"];

    /// <summary>The file, whether it is there or not.</summary>
    public string File => Path.Combine(Folder, "config.json");

    private string Folder => environment("DOCKER_CONFIG") is { Length: > 0 } folder
        ? folder
        : Path.Combine(environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    /// <summary>Finds the login for a registry.</summary>
    /// <param name="registry">The registry's address, as it stands in image names: <c>host</c> or <c>host:port</c>.</param>
    /// <param name="cancellationToken">Ends a credential helper that is asked.</param>
    /// <returns>The login; null where nobody logged in.</returns>
    /// <exception cref="FenceException">A configuration is no JSON, or a credential helper is missing or fails.</exception>
    public async Task<RegistryLogin?> FindAsync(string registry, CancellationToken cancellationToken)
    {
        if (environment("DOCKER_AUTH_CONFIG") is { Length: > 0 } given)
        {
            using var json = Parse(given, "DOCKER_AUTH_CONFIG");
            if (Inline(json.RootElement, registry, "DOCKER_AUTH_CONFIG") is { } login)
                return login;
        }

        if (!System.IO.File.Exists(File))
            return null;

        using var file = Parse(await ReadAsync(cancellationToken), File);
        return HelperOf(file.RootElement, registry) is { } helper
            && await new CredentialHelper(helper, environment).FindAsync(KeyOf(registry), cancellationToken) is { } kept
            ? kept
            : Inline(file.RootElement, registry, File);
    }

    // What docker login calls a registry in its file and to helpers.
    private static string KeyOf(string registry) => HubNames.Contains(registry, StringComparer.OrdinalIgnoreCase) ? HubKey : registry;

    private static string? HelperOf(JsonElement config, string registry)
    {
        if (Member(config, "credHelpers") is { } helpers)
            foreach (var helper in helpers.EnumerateObject().Where(helper => IsSame(helper.Name, registry)))
                return Text(helper.Value);
        return config.ValueKind == JsonValueKind.Object && config.TryGetProperty("credsStore", out var store) ? Text(store) : null;
    }

    private static RegistryLogin? Inline(JsonElement config, string registry, string source)
    {
        if (Member(config, "auths") is not { } logins)
            return null;

        // The address as it is goes before one that only names the same host, such as https://host/v1/.
        foreach (var entry in logins.EnumerateObject()
            .Where(entry => entry.Value.ValueKind == JsonValueKind.Object && IsSame(entry.Name, registry))
            .OrderByDescending(entry => entry.Name == KeyOf(registry)))
        {
            if (LoginOf(entry.Value, entry.Name, source) is { } login)
                return login;
        }

        return null;
    }

    private static RegistryLogin? LoginOf(JsonElement entry, string name, string source)
    {
        if (TextOf(entry, "identitytoken") is { } token)
            return new RegistryLogin("", token, IsIdentityToken: true);
        if (TextOf(entry, "username") is { } user && TextOf(entry, "password") is { } password)
            return new RegistryLogin(user, password);
        if (TextOf(entry, "auth") is not { } encoded)
            return null;

        var bytes = new byte[encoded.Length];
        if (Convert.TryFromBase64String(encoded, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var decoded, var secret])
            return new RegistryLogin(decoded, secret.TrimEnd('\0'));
        throw Unusable($"the login for {name} in {source} is no 'user:password' in base64", null);
    }

    private static bool IsSame(string key, string registry)
    {
        if (HubNames.Contains(registry, StringComparer.OrdinalIgnoreCase))
            return key == HubKey || HubNames.Contains(HostOf(key), StringComparer.OrdinalIgnoreCase);
        return string.Equals(HostOf(key), registry, StringComparison.OrdinalIgnoreCase);
    }

    // Old versions of docker login wrote addresses such as https://host/v1/.
    private static string HostOf(string key)
    {
        var start = key.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        return key[start..].Split('/')[0];
    }

    private static JsonElement? Member(JsonElement config, string name) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object
            ? member
            : null;

    private static string? TextOf(JsonElement entry, string name) => entry.TryGetProperty(name, out var member) ? Text(member) : null;

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await System.IO.File.ReadAllTextAsync(File, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"{File} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static JsonDocument Parse(string text, string source)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
        }
        catch (JsonException notJson)
        {
            // The parser's own words quote what it read, which may be a password.
            throw Unusable($"{source} is no JSON, at line {notJson.LineNumber + 1}", null);
        }
    }

    private static FenceException Unusable(string message, Exception? cause) => new(
        ExitCode.BadInput, Diagnostic.Error("FR009", message, "Log in again: docker login <registry>"), cause);
}
