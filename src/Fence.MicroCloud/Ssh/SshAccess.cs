using Fence.MicroCloud.Engines;
using Fence.MicroCloud.Plans;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Ssh;

/// <summary>The files by which one reaches the nodes of a cloud with plain ssh.</summary>
internal sealed class SshAccess(string directory, CloudNames names, CloudKey key)
{
    private const string ConfigName = "ssh_config";
    private const string KnownHostsName = "known_hosts";

    /// <summary>The <c>ssh_config</c>.</summary>
    public string ConfigFile { get; } = Path.Combine(directory, ConfigName);

    private string KnownHostsFile { get; } = Path.Combine(directory, KnownHostsName);

    /// <summary>Writes the files anew where ports or containers are others than they were.</summary>
    /// <param name="engine">The engine; asked only for host keys that are not known yet, which makes them trustworthy.</param>
    /// <param name="nodes">All nodes, running.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteAsync(Engine engine, IReadOnlyCollection<FoundNode> nodes, CancellationToken cancellationToken)
    {
        var sshNodes = nodes
            .Select(node => new SshNode(names.Container(node.Name), node.Ports.GetValueOrDefault(CloudNames.SshPort), node.ContainerId))
            .ToList();
        var known = File.Exists(KnownHostsFile)
            ? (await File.ReadAllLinesAsync(KnownHostsFile, cancellationToken))
                .DistinctBy(line => line.Split(' ')[0], StringComparer.Ordinal)
                .ToDictionary(line => line.Split(' ')[0], StringComparer.Ordinal)
            : [];
        var lines = await Task.WhenAll(sshNodes.Select(async node =>
            known.GetValueOrDefault(node.HostKeyAlias)
            ?? SshConfig.KnownHost(node, await HostKeyAsync(engine, node, cancellationToken))));
        await WriteIfOtherAsync(KnownHostsFile, string.Join('\n', lines) + "\n", cancellationToken);
        await WriteIfOtherAsync(
            ConfigFile, SshConfig.Text(sshNodes, CloudNames.SystemUser, key.PrivateKeyFile, KnownHostsFile), cancellationToken);
    }

    /// <summary>Deletes the files, and the folder if nothing else is in it.</summary>
    public static void Delete(string directory)
    {
        if (!Directory.Exists(directory))
            return;
        File.Delete(Path.Combine(directory, ConfigName));
        File.Delete(Path.Combine(directory, KnownHostsName));
        CloudKey.Delete(directory);
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    private static async Task<string> HostKeyAsync(Engine engine, SshNode node, CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await engine.ExecAsync(
            node.ContainerId, ["cat", "/etc/ssh/ssh_host_ed25519_key.pub"], cancellationToken);
        if (exitCode != 0)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FC030", $"{node.Alias} has no host key: {HostCommand.LastLines(errors, 1)}"));
        }

        return output.Trim();
    }

    // Written beside it and moved: another run may be reading.
    private static async Task WriteIfOtherAsync(string path, string text, CancellationToken cancellationToken)
    {
        if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellationToken) == text)
            return;
        var temporary = path + ".new";
        await File.WriteAllTextAsync(temporary, text, cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }
}
