using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Fence.Benchmarks.Contenders;

/// <summary>A micro cloud of five DEAs, which all contenders are given as a cluster like any other.</summary>
/// <param name="root">The folder of <c>build.sh</c>.</param>
internal sealed partial class ComparedCloud(string root) : IAsyncDisposable
{
    /// <summary>How many DEAs it has.</summary>
    public const int Deas = 5;

    private readonly string name = $"compare-{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>Where all that belongs to the comparison is.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("fence-benchmark-").FullName;

    public string SshConfig { get; private set; } = "";

    /// <summary>The registry, as nodes know it.</summary>
    public string Registry => $"api.{name}.test:5000";

    /// <summary>The registry, as this machine reaches it.</summary>
    public string PushAddress { get; private set; } = "";

    /// <summary>The image's name; no other run has one of it.</summary>
    public string Repository => $"{name}/stack-alsek";

    /// <summary>A node's name for ssh.</summary>
    public string Host(string node) => $"{name}-{node}";

    public async Task StartAsync()
    {
        Directory.CreateSymbolicLink(Path.Combine(Folder, "images"), Path.Combine(root, "images"));
        await DefineAsync($"  {name}:\n    micro_cloud:\n      deas: {Deas}\n");
        var started = await BuildAsync("StartMicroCloud");
        SshConfig = SshConfigPath().Match(started).Groups["path"].Value;
        var port = await Cli.Wrap("docker").WithArguments(["port", Host("core"), "5000/tcp"]).ExecuteBufferedAsync();
        PushAddress = $"127.0.0.1:{port.StandardOutput.Split('\n')[0].Split(':')[^1].Trim()}";
    }

    /// <summary>The definition of the same nodes, as an admin writes it.</summary>
    public Task DefineAsRealClusterAsync() => DefineAsync(
        $"""
          live:
            core: ssh://stackato@{Host("core")}
            ssh_config: {SshConfig}
            registry:
              address: {Registry}
              push_address: {PushAddress}
              insecure: true
            deas:
        {string.Join('\n', Enumerable.Range(1, Deas).Select(dea => $"      - name: dea-{dea}\n        endpoint: ssh://stackato@{Host($"dea-{dea}")}"))}

        """);

    /// <summary>Runs <c>build.sh</c> on this cluster's definition.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> BuildAsync(params string[] arguments)
    {
        var result = await Cli.Wrap("/bin/bash")
            .WithArguments([Path.Combine(root, "build.sh"), "--root", Folder, .. arguments])
            .WithEnvironmentVariables(variables => variables.Set("XDG_STATE_HOME", Path.Combine(Folder, ".state")))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
    }

    public async ValueTask DisposeAsync()
    {
        await DefineAsync($"  {name}:\n    micro_cloud:\n      deas: {Deas}\n");
        await BuildAsync("StopMicroCloud");
        await Cli.Wrap("/bin/sh")
            .WithArguments(["-c", $"docker images --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '{Repository}:' | xargs --no-run-if-empty docker rmi --force"])
            .ExecuteBufferedAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task DefineAsync(string cluster)
    {
        Directory.CreateDirectory(Path.Combine(Folder, ".nuke"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "fence.yml"), $"""
            image:
              repository: {Repository}
              base: helion/stack-alsek:kato-patched
              context: context
              dockerfile: context/Dockerfile
              hooks: context/hooks
            default_cluster: {cluster.TrimStart().Split(':')[0]}
            clusters:
            {cluster}
            """);
    }

    [GeneratedRegex(@"runs: ssh -F (?<path>\S+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SshConfigPath();
}
