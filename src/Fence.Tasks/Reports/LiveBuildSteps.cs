using System.Globalization;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Reports;

/// <summary>
/// Shows the steps of a build at a terminal: a line for each that is done, and for the one that runs its time and its last lines, which
/// give way to the result. Everything else goes on to the log, above them.
/// </summary>
public sealed class LiveBuildSteps : IRunEvents, IDisposable
{
    private const int TailLength = 5;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly IRunEvents log;
    private readonly LiveLines lines;
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    // In the order in which they began; BuildKit carries out several at a time.
    private readonly List<(BuildStepStarted Step, long StartedAt)> running = [];

    /// <summary>Makes one.</summary>
    /// <param name="log">Where all other events go.</param>
    /// <param name="terminal">The terminal; understands ANSI's control sequences.</param>
    /// <param name="width">Its width in characters, asked at each drawing.</param>
    /// <param name="isColoured">Whether colours are wanted; see <c>NO_COLOR</c>.</param>
    /// <param name="clock">Times the step that runs.</param>
    public LiveBuildSteps(IRunEvents log, TextWriter terminal, Func<int> width, bool isColoured, TimeProvider clock)
    {
        this.log = log;
        lines = new LiveLines(terminal, width, isColoured);
        this.clock = clock;
        timer = clock.CreateTimer(_ => Tick(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Tell(RunEvent happened)
    {
        lock (gate)
        {
            lines.Erase();
            switch (happened)
            {
                case BuildStepStarted step:
                    running.Add((step, clock.GetTimestamp()));
                    timer.Change(Refresh, Refresh);
                    break;
                case BuildStepEnded step when running.FindIndex(each => each.Step.Number == step.Number) is >= 0 and var index:
                    lines.Write(Result(step, running[index].Step), Colour(step.Outcome));
                    running.RemoveAt(index);
                    if (running.Count == 0)
                        Stop();
                    break;
                case ToolPrinted line when running.Count > 0:
                    tail.Enqueue(line.Line);
                    if (tail.Count > TailLength)
                        tail.Dequeue();
                    break;
                default:
                    log.Tell(happened);
                    break;
            }

            Draw();
            lines.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            lines.Erase();
            Stop();
            timer.Dispose();
        }
    }

    private void Tick()
    {
        lock (gate)
        {
            lines.Erase();
            Draw();
            lines.Flush();
        }
    }

    private void Stop()
    {
        running.Clear();
        tail.Clear();
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Draw()
    {
        if (running.Count == 0)
            return;

        foreach (var (step, startedAt) in running)
            lines.Draw($"  … {EventText.Duration(clock.GetElapsedTime(startedAt).TotalSeconds),6} {Label(step)}", LiveLines.Bright);
        foreach (var line in tail)
            lines.Draw($"      {line}", LiveLines.Dim);
    }

    // The time stands in front, where cutting off a long instruction leaves it.
    private static string Result(BuildStepEnded ended, BuildStepStarted step) => ended.Outcome switch
    {
        BuildStepOutcome.Cached => $"  =  there {Label(step)}",
        BuildStepOutcome.Failed => $"  ✘ {EventText.Duration(ended.Seconds),6} {Label(step)}",
        BuildStepOutcome.Cancelled => $"  ■ {EventText.Duration(ended.Seconds),6} {Label(step)}",
        _ => $"  ✔ {EventText.Duration(ended.Seconds),6} {Label(step)}",
    };

    private static string Label(BuildStepStarted step) => string.Create(CultureInfo.InvariantCulture, $"{step.Number}/{step.Total} {step.Instruction}");

    private static string Colour(BuildStepOutcome outcome) => outcome switch
    {
        BuildStepOutcome.Failed => LiveLines.Bad,
        BuildStepOutcome.Cached or BuildStepOutcome.Cancelled => LiveLines.Dim,
        _ => LiveLines.Good,
    };
}
