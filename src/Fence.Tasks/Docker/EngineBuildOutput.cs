using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

/// <summary>Reads the course of a classic build from the engine's messages; its image ID and its error arrive as such and not as exceptions.</summary>
internal sealed partial class EngineBuildOutput(BuildProgress progress) : IProgress<JSONMessage>
{
    private string? error;
    private int? step;
    private bool isCached;

    public void Report(JSONMessage value)
    {
        if (value.Stream is { } text)
            Read(text);
        if (value.Error is { } failed)
            error = failed.Message;
        if (value.Aux?.ExtensionData is { } aux && aux.TryGetValue("ID", out var id))
            progress.ImageId = id is JsonElement json ? json.GetString() : id?.ToString();
    }

    public string ImageIdOrThrow()
    {
        if (error is not null)
            throw progress.Failure(step, error);
        EndStep();
        return progress.ImageIdOrThrow();
    }

    // The builder announces each instruction, "Step 3/7 : RUN …", and says about it " ---> Using cache", " ---> Running in <container>"
    // and " ---> <image>"; everything else is what the instruction printed.
    private void Read(string text)
    {
        if (StepLine().Match(text) is { Success: true } begun)
        {
            EndStep();
            step = Number(begun, "number");
            progress.Begin(step.Value, Number(begun, "total"), begun.Groups["instruction"].Value.Trim());
        }
        else if (text.StartsWith(" ---> Using cache", StringComparison.Ordinal))
            isCached = true;
        else if (ImageLine().Match(text) is { Success: true } image)
            progress.LastImage = image.Groups["id"].Value;
        else if (!Housekeeping().IsMatch(text))
            progress.Print(step, text);
    }

    private void EndStep()
    {
        if (step is { } ended)
            progress.End(ended, isCached ? BuildStepOutcome.Cached : BuildStepOutcome.Done);
        step = null;
        isCached = false;
    }

    private static int Number(Match step, string name) => int.Parse(step.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\AStep (?<number>\d+)/(?<total>\d+) : (?<instruction>.*)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepLine();

    [GeneratedRegex(@"\A ---> (?<id>[0-9a-f]{12})\s*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ImageLine();

    [GeneratedRegex(@"\A(?: ---> Running in [0-9a-f]+|Removing intermediate container [0-9a-f]+|Successfully (?:built|tagged) .*)\s*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Housekeeping();
}
