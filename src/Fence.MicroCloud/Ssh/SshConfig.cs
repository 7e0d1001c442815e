using System.Globalization;
using System.Text;

namespace Fence.MicroCloud.Ssh;

/// <summary>A node as ssh reaches it.</summary>
/// <param name="Alias">The name behind <c>Host</c>: <c>micro-dea-1</c>.</param>
/// <param name="Port">Its port on this machine.</param>
/// <param name="ContainerId">Its container: another one has another host key.</param>
internal sealed record SshNode(string Alias, int Port, string ContainerId)
{
    /// <summary>The name that its host key is kept under; ports and aliases are used again, containers are not.</summary>
    public string HostKeyAlias => $"{Alias}.{ContainerId[..12]}";
}

/// <summary>The text of the <c>ssh_config</c> and of the <c>known_hosts</c> of a cloud.</summary>
internal static class SshConfig
{
    /// <summary>Writes the <c>ssh_config</c>.</summary>
    public static string Text(IEnumerable<SshNode> nodes, string user, string identityFile, string knownHostsFile)
    {
        var text = new StringBuilder("# Written by Fence at every start of the micro cloud.\n");
        foreach (var node in nodes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"""

                 Host {node.Alias}
                     HostName 127.0.0.1
                     Port {node.Port}
                     HostKeyAlias {node.HostKeyAlias}

                 """);
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"""

             Host *
                 User {user}
                 IdentityFile "{identityFile}"
                 IdentitiesOnly yes
                 UserKnownHostsFile "{knownHostsFile}"
                 GlobalKnownHostsFile none
                 StrictHostKeyChecking yes
                 HostKeyAlgorithms ssh-ed25519
                 BatchMode yes
                 ConnectTimeout 10

             """);
        return text.ToString();
    }

    /// <summary>The line of <c>known_hosts</c> for a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="publicHostKey">The content of its <c>ssh_host_ed25519_key.pub</c>.</param>
    public static string KnownHost(SshNode node, string publicHostKey) =>
        $"{node.HostKeyAlias} {string.Join(' ', publicHostKey.Split(' ', StringSplitOptions.TrimEntries).Take(2))}";
}
