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

    // A builder may carry out several steps at a time.
    private readonly Dictionary<int, Step> running = [];

    /// <summary>The course of what was asked of a builder.</summary>
    public static BuildProgress Of(string engine, ImageBuildRequest request, IRunEvents events, TimeProvider clock) =>
        new(engine, request.Parsed is { } dockerfile ? dockerfile.SpanOfStep : _ => null, events, clock);

    /// <summary>The image ID that the builder named; null before it did.</summary>
    public string? ImageId { get; set; }

    /// <summary>The image that the step at hand started from: where it failed can be looked at in a container of it.</summary>
    public string? LastImage { get; set; }

    /// <summary>An instruction begins.</summary>
    public void Begin(int number, int total, string instruction)
    {
        running[number] = new Step(total, instruction, clock.GetTimestamp(), []);
        events.Tell(new BuildStepStarted(number, total, instruction));
    }

    /// <summary>Something was printed; what only moves the cursor or colours the text is taken out.</summary>
    /// <param name="number">The step that did it; null before the first one.</param>
    /// <param name="text">What.</param>
    public void Print(int? number, string text)
    {
        foreach (var raw in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // A progress bar writes its line again and again; what it last said is what counts.
            var line = Control().Replace(raw.TrimEnd('\r').Split('\r')[^1], "").TrimEnd();
            if (line.Length == 0)
                continue;
            if (number is not null && running.TryGetValue(number.Value, out var step))
                step.Keep(line);
            events.Tell(new ToolPrinted(engine, line));
        }
    }

    /// <summary>An instruction ends.</summary>
    public void End(int number, BuildStepOutcome outcome)
    {
        if (running.Remove(number, out var ended))
            events.Tell(new BuildStepEnded(number, ended.Total, outcome, clock.GetElapsedTime(ended.StartedAt).TotalSeconds));
    }

    /// <summary>What the failure of the build says to a person.</summary>
    /// <param name="number">The step that failed; null where it was none of them.</param>
    /// <param name="error">The builder's own words.</param>
    public FenceException Failure(int? number, string error)
    {
        var failed = number is { } at ? running.GetValueOrDefault(at) : null;
        if (failed is not null)
            End(number!.Value, BuildStepOutcome.Failed);
        foreach (var other in running.Keys.ToList())
            End(other, BuildStepOutcome.Cancelled);
        var message = failed is null
            ? $"the image does not build: {error}"
            : ExitCodeOf().Match(error) is { Success: true } code
                ? string.Create(CultureInfo.InvariantCulture, $"the image does not build: step {number} of {failed.Total} ends with exit code {code.Groups["code"].Value}: {failed.Instruction}")
                : string.Create(CultureInfo.InvariantCulture, $"the image does not build: step {number} of {failed.Total}, {failed.Instruction}: {error}");
        return new FenceException(ExitCode.TargetFailed, Diagnostic.Error("FI001", message, Remedy, failed is null ? null : locateStep(number!.Value)) with
        {
            Output = failed is { Lines.Count: > 0 } ? [.. failed.Lines] : null,
        });
    }

    /// <summary>The image ID.</summary>
    /// <exception cref="FenceException">The builder ended well and named none.</exception>
    public string ImageIdOrThrow() => ImageId ?? throw new FenceException(
        ExitCode.ClusterFailed, Diagnostic.Error("FE002", $"{engine}: the engine ended the build without naming an image"));

    private string? Remedy => LastImage is { } image ? $"To look around where it failed: docker run --rm -it {image} /bin/bash" : null;

    [GeneratedRegex(@"returned a non-zero code: (?<code>\d+)|exit code: (?<code>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExitCodeOf();

    [GeneratedRegex(@"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\a\x1b]*(?:\a|\x1b\\)|[@-Z\\-_])|[\x00-\x08\x0b-\x1f\x7f]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();

    private sealed record Step(int Total, string Instruction, long StartedAt, Queue<string> Lines)
    {
        public void Keep(string line)
        {
            Lines.Enqueue(line);
            if (Lines.Count > LinesKept)
                Lines.Dequeue();
        }
    }
}
