using System.Diagnostics.CodeAnalysis;

namespace Fence.Tasks.Ssh;

/// <summary>Where a node answers over SSH: <c>ssh://user@host:port</c>.</summary>
/// <param name="Host">A name, an address, or a <c>Host</c> alias of an <c>ssh_config</c>.</param>
/// <param name="User">The OS user; null leaves it to the <c>ssh_config</c>.</param>
/// <param name="Port">The port; null leaves it to the <c>ssh_config</c>.</param>
public sealed record SshEndpoint(string Host, string? User = null, int? Port = null)
{
    /// <summary>The scheme of these endpoints, with the separator behind it.</summary>
    public const string Scheme = "ssh://";

    /// <summary>How ssh takes it on its command line: <c>user@host</c>.</summary>
    public string Destination => User is null ? Host : $"{User}@{Host}";

    /// <summary>Reads an endpoint.</summary>
    /// <returns>Whether <paramref name="text"/> is one: no path, no password, and no host that ssh would take for an option.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SshEndpoint? endpoint)
    {
        endpoint = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal)
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.Host.StartsWith('-')
            || uri.UserInfo.Contains(':', StringComparison.Ordinal)
            || uri.UserInfo.StartsWith('-')
            || uri.PathAndQuery.Trim('/').Length > 0)
            return false;

        endpoint = new SshEndpoint(
            uri.Host.Trim('[', ']'),
            uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null,
            uri.Port > 0 ? uri.Port : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Port is null ? $"{Scheme}{Destination}" : $"{Scheme}{Destination}:{Port}";
}
