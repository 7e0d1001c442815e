using System.ComponentModel;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>
/// A program that keeps logins, <c>docker-credential-NAME</c>: it is called with <c>get</c>, is told the registry on standard input, and
/// answers with JSON.
/// </summary>
/// <param name="name">The name behind <c>docker-credential-</c>.</param>
/// <param name="environment">Reads a variable of the environment.</param>
internal sealed class CredentialHelper(string name, Func<string, string?> environment)
{
    // What helpers say for a registry that they do not know, and the user's name with which they mark an identity token.
    private const string NotFound = "credentials not found";
    private const string TokenUser = "<token>";

    private string Program => $"docker-credential-{name}";

    /// <summary>Asks.</summary>
    /// <returns>The login; null where the helper has none for the registry.</returns>
    /// <exception cref="FenceException">The helper is missing or fails.</exception>
    public async Task<RegistryLogin?> FindAsync(string registry, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(registry, cancellationToken);
        var said = answer.StandardOutput.Trim();
        if (answer.ExitCode != 0)
            return said.Contains(NotFound, StringComparison.OrdinalIgnoreCase)
                ? null
                : throw Failed($"ended with {answer.ExitCode} when asked for {registry}: {FirstLine(answer.StandardError) ?? FirstLine(said)}", null);
        return Read(said, registry);
    }

    private async Task<BufferedCommandResult> AskAsync(string registry, CancellationToken cancellationToken)
    {
        try
        {
            return await Cli.Wrap(FullPath())
                .WithArguments(["get"])
                .WithStandardInputPipe(PipeSource.FromString(registry))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
        }
        catch (Win32Exception missing)
        {
            throw Failed($"cannot be started: {missing.Message}", missing);
        }
    }

    private string FullPath() => (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists) ?? Program;

    private RegistryLogin? Read(string said, string registry)
    {
        try
        {
            using var json = JsonDocument.Parse(said);
            var secret = json.RootElement.GetProperty("Secret").GetString() ?? "";
            var user = json.RootElement.GetProperty("Username").GetString() ?? "";
            return (user, secret) switch
            {
                (_, "") => null,
                (TokenUser, _) => new RegistryLogin("", secret, IsIdentityToken: true),
                _ => new RegistryLogin(user, secret),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // What it said may be half of a secret, and is not repeated.
            throw Failed($"did not answer with a user and a secret when asked for {registry}", null);
        }
    }

    private static string? FirstLine(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private FenceException Failed(string how, Exception? cause) => new(
        ExitCode.BadInput,
        Diagnostic.Error("FR009", $"the credential helper {Program} {how}", $"Try it by hand: echo <registry> | {Program} get"),
        cause);
}
