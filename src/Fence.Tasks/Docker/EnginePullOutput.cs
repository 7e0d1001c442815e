using Docker.DotNet.Models;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>Listens to a pull: an error in the middle of one arrives as a message, and every message is a sign of life.</summary>
internal sealed class EnginePullOutput(string engine, string reference, IProgress<PullProgress>? progress) : IProgress<JSONMessage>
{
    private readonly Dictionary<string, PullProgress> layers = new(StringComparer.Ordinal);
    private string? error;

    public void Report(JSONMessage value)
    {
        if (value.Error is { } failed)
            error = failed.Message;
        if (progress is null)
            return;

        // While a layer is unpacked the numbers are those of the unpacking, which has been counted as a download before.
        if (value is { ID: { } layer, Status: "Downloading", Progress: { } part })
            layers[layer] = new PullProgress(part.Current ?? 0, Math.Max(part.Total ?? 0, part.Current ?? 0));
        else if (value is { ID: { } done, Status: "Download complete" } && layers.TryGetValue(done, out var known))
            layers[done] = new PullProgress(known.Total, known.Total);
        progress.Report(new PullProgress(layers.Values.Sum(l => l.Bytes), layers.Values.Sum(l => l.Total)));
    }

    public void ThrowIfFailed()
    {
        if (error is not null)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FE003", $"{engine}: {reference} could not be pulled: {error}"))
            {
                Kind = EngineFailure.Of(error),
            };
    }
}
