using Docker.DotNet;
using Docker.DotNet.Models;
using Fence.MicroCloud.Engines;
using Fence.Tasks.Diagnostics;

namespace Fence.MicroCloud.Nodes;

/// <summary>How far a node must have come.</summary>
internal enum Readiness
{
    /// <summary>Its services answer.</summary>
    Engine,

    /// <summary>It also has the images it needs, and on the Core the registry answers.</summary>
    Node,
}

/// <summary>Asks nodes whether they are ready, by the same command as their health check.</summary>
internal sealed class NodeReadiness(Engine engine, MicroCloudOptions options)
{
    private const int LogLines = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    /// <summary>Asks once.</summary>
    /// <returns>Null when it is ready; else what is missing.</returns>
    public async Task<string?> AskAsync(string container, Readiness readiness, CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await engine.ExecAsync(
            container, ["micro-cloud-ready", readiness == Readiness.Engine ? "engine" : "node"], cancellationToken);
        return exitCode == 0 ? null : HostCommand.LastLines(output + "\n" + errors, 1);
    }

    /// <summary>Waits until the node is ready.</summary>
    /// <exception cref="FenceException">It ended (FC031), or took too long (FC032); with its last log lines.</exception>
    public async Task WaitAsync(string node, string container, Readiness readiness, CancellationToken cancellationToken)
    {
        var start = options.TimeProvider.GetTimestamp();
        while (true)
        {
            string? missing;
            try
            {
                missing = await AskAsync(container, readiness, cancellationToken);
            }
            catch (DockerApiException exception)
            {
                throw await FailureAsync("FC031", $"the node {node} does not run: {exception.Message}", container, cancellationToken);
            }

            if (missing is null)
                return;
            if (options.TimeProvider.GetElapsedTime(start) > options.ReadyTimeout)
            {
                throw await FailureAsync(
                    "FC032", $"the node {node} is not ready after {options.ReadyTimeout.TotalSeconds:0} s: {missing}", container, cancellationToken);
            }

            await Task.Delay(Interval, options.TimeProvider, cancellationToken);
        }
    }

    private async Task<FenceException> FailureAsync(
        string code, string message, string container, CancellationToken cancellationToken)
    {
        using var logs = await engine.Client.Containers.GetContainerLogsAsync(
            container,
            new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = $"{LogLines}" },
            cancellationToken);
        var (output, errors) = await logs.ReadOutputToEndAsync(cancellationToken);
        return new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
            code, message, $"its last log lines: {HostCommand.LastLines(output + "\n" + errors, LogLines)}"));
    }
}
