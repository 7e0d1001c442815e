using CliWrap;
using CliWrap.Buffered;

namespace Fence.Benchmarks.Contenders;

/// <summary>The documentation's procedure as a script, and the same by Ansible (DOMAIN section 2).</summary>
/// <param name="cloud">The cluster.</param>
internal sealed class ManualProcedure(ComparedCloud cloud)
{
    // The first entry is set and the former ones kept: what the pipeline does with the configuration, as one does it by hand.
    private const string Configure =
        """kato config set --json fence docker/images '["IMAGE","helion/stack-alsek","helion/stack/alsek"]' >/dev/null""";

    /// <summary>docker build, docker push, ssh and docker pull on one DEA after the other, kato config set.</summary>
    public async Task<string> ByScriptAsync(string tag)
    {
        var (pushed, named) = ($"{cloud.PushAddress}/{cloud.Repository}:{tag}", $"{cloud.Registry}/{cloud.Repository}:{tag}");
        var script = $$"""
            set -euo pipefail
            began=$EPOCHREALTIME
            step() { printf '%s %s s, ' "$1" "$(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $began }")"; began=$EPOCHREALTIME; }
            docker build --rm -t {{pushed}} context >/dev/null
            step build
            docker push {{pushed}} >/dev/null
            step push
            for dea in {{Nodes(" ")}}; do ssh -F {{cloud.SshConfig}} "$dea" docker pull {{named}} >/dev/null; done
            step pulls
            ssh -F {{cloud.SshConfig}} {{cloud.Host("core")}} {{Quoted(Configure.Replace("IMAGE", named, StringComparison.Ordinal))}}
            step kato
            """;
        return await RunAsync("/bin/bash", "-c", script);
    }

    /// <summary>The same by Ansible, with its default of five forks.</summary>
    public async Task<string> ByAnsibleAsync(string tag)
    {
        var (pushed, named) = ($"{cloud.PushAddress}/{cloud.Repository}:{tag}", $"{cloud.Registry}/{cloud.Repository}:{tag}");
        await File.WriteAllTextAsync(Path.Combine(cloud.Folder, "hosts"), $"[deas]\n{Nodes("\n")}\n[core]\n{cloud.Host("core")}\n");
        await File.WriteAllTextAsync(Path.Combine(cloud.Folder, "play.yml"), $"""
            - hosts: localhost
              connection: local
              gather_facts: false
              tasks:
                - raw: docker build --rm -t {pushed} context
                - raw: docker push {pushed}
            - hosts: deas
              gather_facts: false
              tasks:
                - raw: docker pull {named}
            - hosts: core
              gather_facts: false
              tasks:
                - raw: {Configure.Replace("IMAGE", named, StringComparison.Ordinal)}
            """);
        await RunAsync("ansible-playbook", "-i", "hosts", $"--ssh-common-args=-F {cloud.SshConfig}", "play.yml");
        return "";
    }

    /// <summary>Installs Ansible from the distribution's package where it is missing.</summary>
    /// <returns>Whether it is there.</returns>
    public static async Task<bool> HasAnsibleAsync()
    {
        const string Install = "command -v ansible-playbook || { apt-get install -y --no-install-recommends ansible-core || { apt-get update && apt-get install -y --no-install-recommends ansible-core; }; }";
        var result = await Cli.Wrap("/bin/sh").WithArguments(["-c", Install])
            .WithEnvironmentVariables(variables => variables.Set("DEBIAN_FRONTEND", "noninteractive"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.ExitCode == 0;
    }

    private string Nodes(string between) => string.Join(between, Enumerable.Range(1, ComparedCloud.Deas).Select(dea => cloud.Host($"dea-{dea}")));

    private static string Quoted(string command) => $"'{command.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await Cli.Wrap(program).WithArguments(arguments)
            .WithWorkingDirectory(cloud.Folder)
            .WithEnvironmentVariables(variables => variables.Set("DOCKER_BUILDKIT", "0"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return result.ExitCode == 0
            ? result.StandardOutput.Trim(' ', ',')
            : throw new InvalidOperationException($"{program} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
    }
}
