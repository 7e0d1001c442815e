using Fence.MicroCloud.Engines;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Nodes;

/// <summary>Runs commands on a node, as root.</summary>
internal static class NodeCommands
{
    /// <summary>Runs a shell script with arguments; it ends at the first command that fails.</summary>
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="FenceException">It failed (FC033).</exception>
    public static async Task<string> RunAsync(
        Engine engine, string node, string container, string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await engine.ExecAsync(
            container, ["sh", "-euc", script, "sh", .. arguments], cancellationToken);
        if (exitCode == 0)
            return output.Trim();
        throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
            "FC033", $"on the node {node}, a command ended with {exitCode}: {HostCommand.LastLines(errors, 3)}"));
    }
}
