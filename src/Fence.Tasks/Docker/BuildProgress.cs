using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

/// <summary>The course of one build, whichever builder it is that tells it: makes events of it, and of its failure a diagnostic that says all there is to say.</summary>
/// <param name="engine">Who builds, for messages.</param>
/// <param name="locateStep">Finds the place of the Dockerfile's nth instruction, counted from 1.</param>
/// <param name="events">Where it is told.</param>
/// <param name="clock">Times the steps.</param>
internal sealed partial class BuildProgress(string engine, Func<int, SourceSpan?> locateStep, IRunEvents events, TimeProvider clock)
{
    private const int LinesKept = 20;

    private readonly Queue<string> lastLines = new();
    private (int Number, int Total, string Instruction, long StartedAt)? step;
    private bool isCached;

    /// <summary>The image ID that the builder named; null before it did.</summary>
    public string? ImageId { get; set; }

    /// <summary>The image that the step at hand started from: where it failed can be looked at in a container of it.</summary>
    public string? LastImage { get; set; }

    /// <summary>An instruction begins, and the one before it is done.</summary>
    public void Begin(int number, int total, string instruction)
    {
        End();
        step = (number, total, instruction, clock.GetTimestamp());
        events.Tell(new BuildStepStarted(number, total, instruction));
    }

    /// <summary>The instruction's result was there already.</summary>
    public void UseCache() => isCached = true;

    /// <summary>The instruction printed something; what only moves the cursor or colours the text is taken out.</summary>
    public void Print(string text)
    {
        foreach (var raw in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // A progress bar writes its line again and again; what it last said is what counts.
            var line = Control().Replace(raw.TrimEnd('\r').Split('\r')[^1], "").TrimEnd();
            if (line.Length == 0)
                continue;
            lastLines.Enqueue(line);
            if (lastLines.Count > LinesKept)
                lastLines.Dequeue();
            events.Tell(new ToolPrinted(engine, line));
        }
    }

    /// <summary>The instruction at hand, if there is one, is done.</summary>
    public void End() => End(isCached ? BuildStepOutcome.Cached : BuildStepOutcome.Done);

    /// <summary>What the failure of the build says to a person.</summary>
    /// <param name="error">The builder's own words.</param>
    public FenceException Failure(string error)
    {
        var failed = step;
        var output = lastLines.ToList();
        End(BuildStepOutcome.Failed);
        var message = failed is not { } at
            ? $"the image does not build: {error}"
            : ExitCodeOf().Match(error) is { Success: true } code
                ? string.Create(CultureInfo.InvariantCulture, $"the image does not build: step {at.Number} of {at.Total} ends with exit code {code.Groups["code"].Value}: {at.Instruction}")
                : string.Create(CultureInfo.InvariantCulture, $"the image does not build: step {at.Number} of {at.Total}, {at.Instruction}: {error}");
        return new FenceException(ExitCode.TargetFailed, Diagnostic.Error("FI001", message, Remedy, failed is null ? null : locateStep(failed.Value.Number)) with
        {
            Output = output.Count > 0 ? output : null,
        });
    }

    /// <summary>The image ID.</summary>
    /// <exception cref="FenceException">The builder ended well and named none.</exception>
    public string ImageIdOrThrow() => ImageId ?? throw new FenceException(
        ExitCode.ClusterFailed, Diagnostic.Error("FE002", $"{engine}: the engine ended the build without naming an image"));

    private string? Remedy => LastImage is { } image ? $"To look around where it failed: docker run --rm -it {image} /bin/bash" : null;

    private void End(BuildStepOutcome outcome)
    {
        if (step is { } ended)
            events.Tell(new BuildStepEnded(ended.Number, ended.Total, outcome, clock.GetElapsedTime(ended.StartedAt).TotalSeconds));
        step = null;
        isCached = false;
        lastLines.Clear();
    }

    [GeneratedRegex(@"returned a non-zero code: (?<code>\d+)|exit code: (?<code>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExitCodeOf();

    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\a\x1b]*(?:\a|\x1b\\)|[@-Z\\-_])|[\x00-\x08\x0b-\x1f\x7f]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();
}
