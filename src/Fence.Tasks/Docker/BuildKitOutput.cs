using System.Globalization;
using System.Text.RegularExpressions;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Docker;

/// <summary>Reads the course of a build from what <c>docker build --progress=plain</c> prints when BuildKit builds.</summary>
/// <param name="progress">Where it is told.</param>
/// <param name="dockerfile">The Dockerfile; null where steps cannot be looked up in it.</param>
internal sealed partial class BuildKitOutput(BuildProgress progress, Dockerfile? dockerfile)
{
    // BuildKit's number of what it is about, and ours of the step that this is.
    private readonly Dictionary<string, int> steps = new(StringComparer.Ordinal);
    private readonly Lock reading = new();
    private (int? Step, string Error)? failed;
    private string lastLine = "";

    /// <summary>Takes a line, of either stream.</summary>
    public void Read(string line)
    {
        lock (reading)
            Take(line);
    }

    /// <summary>What the build's failure says to a person.</summary>
    public FenceException Failure() => failed is { } known ? progress.Failure(known.Step, known.Error) : progress.Failure(null, ErrorWord().Replace(lastLine, ""));

    private void Take(string line)
    {
        if (Line().Match(line) is not { Success: true } match)
        {
            if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith('-'))
                lastLine = line.Trim();
            return;
        }

        var (vertex, text) = (match.Groups["vertex"].Value, match.Groups["text"].Value);
        int? step = steps.TryGetValue(vertex, out var number) ? number : null;
        if (StepName().Match(text) is { Success: true } named)
            Begin(vertex, named);
        else if (text.StartsWith("ERROR: ", StringComparison.Ordinal))
            failed ??= (step, text["ERROR: ".Length..]);
        else if (step is not null)
            Follow(step.Value, text);
    }

    private void Follow(int step, string text)
    {
        if (text is "CACHED")
            progress.End(step, BuildStepOutcome.Cached);
        else if (text is "CANCELED")
            progress.End(step, BuildStepOutcome.Cancelled);
        else if (text.StartsWith("DONE ", StringComparison.Ordinal))
            progress.End(step, BuildStepOutcome.Done);
        else if (Printed().Match(text) is { Success: true } printed)
            progress.Print(step, printed.Groups["text"].Value);
    }

    // It is named again each time that BuildKit turns back to it.
    private void Begin(string vertex, Match named)
    {
        if (steps.ContainsKey(vertex))
            return;

        var (step, total) = (Number(named, "step"), Number(named, "total"));
        var stage = named.Groups["stage"] is { Success: true } given ? given.Value : null;
        var instruction = dockerfile is null ? null : BuildKitSteps.InstructionOf(dockerfile, stage, step, total);
        steps[vertex] = instruction ?? step;
        progress.Begin(steps[vertex], instruction is null ? total : dockerfile!.Instructions.Length, named.Groups["instruction"].Value.Trim());
    }

    private static int Number(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A#(?<vertex>\d+) (?<text>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"\A\[(?:\w+/\S+ )?(?:(?<stage>[^\s\]]+) +)??(?<step>\d+)/(?<total>\d+)\] (?<instruction>.+)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepName();

    // What an instruction prints has its time in front; how far a pull has come has not.
    [GeneratedRegex(@"\A\d+\.\d+ (?<text>.*)\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printed();

    [GeneratedRegex(@"\A(?:ERROR: )?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorWord();
}
