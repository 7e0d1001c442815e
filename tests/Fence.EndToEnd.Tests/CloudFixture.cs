using System.Text.RegularExpressions;
using Fence.EndToEnd.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(CloudFixture))]

// There is one cloud, and tests break parts of it.
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Fence.EndToEnd.Tests;

/// <summary>A micro cloud of these tests' own, made and removed through the public targets, and asked with plain ssh, docker and kato.</summary>
public sealed partial class CloudFixture : IAsyncLifetime
{
    private readonly string name = $"e2e-{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>The ssh_config that an admin uses.</summary>
    internal string SshConfig { get; private set; } = "";

    private string registryPort = "";
    private string factoryConfig = "";

    /// <summary>A root folder whose cluster is made on this machine.</summary>
    internal Workspace NewWorkspace() => new(name, "    micro_cloud:\n      deas: 2\n");

    /// <summary>A root folder that knows the same nodes as a cluster like any other: nothing heals what a test has broken.</summary>
    internal Workspace NewWorkspaceOfRealCluster() => new(
        "real",
        $"""
             core: ssh://stackato@{Container("core")}
             ssh_config: {SshConfig}
             registry:
               address: {RegistryAddress}
               push_address: 127.0.0.1:{registryPort}
               insecure: true
             deas:
               - name: dea-1
                 endpoint: ssh://stackato@{Container("dea-1")}
               - name: dea-2
                 endpoint: ssh://stackato@{Container("dea-2")}

         """);

    /// <summary>The registry, as nodes know it.</summary>
    internal string RegistryAddress => $"api.{name}.test:5000";

    public async ValueTask InitializeAsync()
    {
        using var workspace = NewWorkspace();
        var started = (await Build.RunAsync(workspace, "StartMicroCloud")).Expect(0);
        SshConfig = SshConfigPath().Match(started.Output).Groups["path"].Value;
        registryPort = (await Shell.RunAsync("docker", "port", Container("core"), "5000/tcp")).Split('\n')[0].Split(':')[^1];
        factoryConfig = await ConfigJsonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using var workspace = NewWorkspace();
        (await Build.RunAsync(workspace, "StopMicroCloud")).Expect(0);
        await Shell.RunAsync("/bin/sh", "-c", $"docker images --quiet {Workspace.ImageName} | sort -u | xargs --no-run-if-empty docker rmi --force");
    }

    internal Task<string> OnAsync(string node, string command) => Shell.RunAsync("ssh", "-F", SshConfig, Container(node), command);

    internal string Container(string node) => $"{name}-{node}";

    internal Task<string> ConfigAsync() => OnAsync("core", "kato config get fence docker/images");

    private Task<string> ConfigJsonAsync() => OnAsync("core", "kato config get --json fence docker/images");

    /// <summary>Puts the configuration back that the cluster came with.</summary>
    internal async Task RestoreConfigAsync()
    {
        if (await ConfigJsonAsync() != factoryConfig)
            await OnAsync("core", $"kato config set --json --force fence docker/images '{factoryConfig}'");
    }

    /// <summary>As root in a node's container: for what breaks it, and mends it again.</summary>
    internal Task<string> InsideAsync(string node, string command) => Shell.RunAsync("docker", "exec", Container(node), "/bin/sh", "-c", command);

    [GeneratedRegex(@"runs: ssh -F (?<path>\S+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SshConfigPath();
}
