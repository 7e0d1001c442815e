using System.Text.Json;
using Docker.DotNet.Models;
using Fence.Tasks.Diagnostics;

namespace Fence.Tasks.Docker;

/// <summary>Listens to a push: counts layers, and keeps the digest or the error, which arrive as messages and not as exceptions.</summary>
internal sealed class EnginePushOutput(string engine, string reference) : IProgress<JSONMessage>
{
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> present = new(StringComparer.Ordinal);
    private string? digest;
    private string? error;

    public void Report(JSONMessage value)
    {
        if (value.Error is { } failed)
            error = failed.Message;
        if (value.Aux?.ExtensionData is { } aux && aux.TryGetValue("Digest", out var said))
            digest = said is JsonElement json ? json.GetString() : said?.ToString();
        if (value is { ID: { } layer, Status: { } status })
        {
            if (status is "Pushed")
                sent.Add(layer);
            else if (status is "Layer already exists" || status.StartsWith("Mounted from", StringComparison.Ordinal))
                present.Add(layer);
        }
    }

    public EnginePush ResultOrThrow()
    {
        if (error is not null || digest is null)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FR002",
                $"{reference} could not be pushed by {engine}: {error ?? "the registry confirmed no digest"}",
                "Is the registry up, and does the engine trust it? An engine wants TLS, or the registry among its insecure registries"));

        return new EnginePush(digest, sent.Count, present.Count);
    }
}
