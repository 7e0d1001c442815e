using System.Text.RegularExpressions;
using Fence.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(CloudFixture))]

namespace Fence.EndToEnd.Tests;

/// <summary>A micro cloud of these tests' own, made and removed through the public targets, and asked with plain ssh, docker and kato.</summary>
public sealed partial class CloudFixture : IAsyncLifetime
{
    private readonly string name = $"e2e-{Guid.NewGuid().ToString("N")[..6]}";

    internal const string DefaultConfig = "- helion/stack-alsek\n- helion/stack/alsek";

    /// <summary>The ssh_config that an admin uses.</summary>
    internal string SshConfig { get; private set; } = "";

    internal Workspace NewWorkspace() => new(name);

    public async ValueTask InitializeAsync()
    {
        using var workspace = NewWorkspace();
        var started = (await Build.RunAsync(workspace, "StartMicroCloud")).Expect(0);
        SshConfig = SshConfigPath().Match(started.Output).Groups["path"].Value;
    }

    public async ValueTask DisposeAsync()
    {
        using var workspace = NewWorkspace();
        (await Build.RunAsync(workspace, "StopMicroCloud")).Expect(0);
    }

    internal Task<string> OnAsync(string node, string command) => Shell.RunAsync("ssh", "-F", SshConfig, Container(node), command);

    internal string Container(string node) => $"{name}-{node}";

    internal Task<string> ConfigAsync() => OnAsync("core", "kato config get fence docker/images");

    /// <summary>As root in a node's container: for what breaks it, and mends it again.</summary>
    internal Task<string> InsideAsync(string node, string command) => Shell.RunAsync("docker", "exec", Container(node), "/bin/sh", "-c", command);

    [GeneratedRegex(@"runs: ssh -F (?<path>\S+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SshConfigPath();
}
