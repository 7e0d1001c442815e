using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

/// <summary>Listens to a classic build: tells its lines, and keeps the image ID or the error, which arrive as messages and not as exceptions.</summary>
internal sealed partial class EngineBuildOutput(string engine, Func<int, SourceSpan?> locateStep, IRunEvents events) : IProgress<JSONMessage>
{
    private string? imageId;
    private string? error;
    private SourceSpan? lastStep;

    public void Report(JSONMessage value)
    {
        if (value.Stream is { } text)
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Tell(line.TrimEnd('\r'));
        if (value.Error is { } failed)
            error = failed.Message;
        if (value.Aux?.ExtensionData is { } aux && aux.TryGetValue("ID", out var id))
            imageId = id is JsonElement json ? json.GetString() : id?.ToString();
    }

    public string ImageIdOrThrow()
    {
        if (error is not null)
            throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error(
                "FI001",
                $"the image does not build: {error}",
                "The engine's own output is above",
                lastStep));

        return imageId ?? throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
            "FE002", $"{engine}: the engine ended the build without naming an image"));
    }

    private void Tell(string line)
    {
        if (StepLine().Match(line) is { Success: true } step)
            lastStep = locateStep(int.Parse(step.Groups["number"].ValueSpan, CultureInfo.InvariantCulture));
        events.Tell(new ToolPrinted(engine, line));
    }

    // The classic builder announces each instruction: "Step 3/7 : RUN …".
    [GeneratedRegex(@"^Step (?<number>\d+)/\d+ : ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepLine();
}
