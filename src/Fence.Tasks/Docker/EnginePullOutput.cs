using Docker.DotNet.Models;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>Listens to a pull: an error in the middle of one arrives as a message.</summary>
internal sealed class EnginePullOutput(string engine, string reference) : IProgress<JSONMessage>
{
    private string? error;

    public void Report(JSONMessage value)
    {
        if (value.Error is { } failed)
            error = failed.Message;
    }

    public void ThrowIfFailed()
    {
        if (error is not null)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FE003", $"{engine}: {reference} could not be pulled: {error}"));
    }
}
