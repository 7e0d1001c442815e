using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>What the runner tells the rest of the world while it runs.</summary>
internal interface IRunnerEvents
{
    /// <summary>A target's turn has come; called in the order in which targets start.</summary>
    void Queued(ExecutableTarget target);

    /// <summary>A target starts; called in the flow in which its bodies will run.</summary>
    void Starting(ExecutableTarget target);

    /// <summary>A target has come to its end, in whichever way; called in the same flow.</summary>
    void Ended(ExecutableTarget target, Exception? exception);
}

/// <summary>Runs a plan: as many targets at once as allowed, none before what it waits for, each at most once.</summary>
internal sealed class TargetRunner(
    ExecutionPlan plan, BuildSettings settings, IRunnerEvents events, Task interrupted, TimeProvider clock)
{
    /// <summary>The note on a target that a dry run has come to.</summary>
    public const string DryRun = "dry run";

    private static readonly TimeSpan NewsOfCancellation = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan NewsOfFailure = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<Task, ExecutableTarget> running = [];
    private readonly HashSet<ExecutableTarget> over = [];
    private volatile bool failing;

    /// <summary>Runs the plan. Exceptions of bodies are told to the events, not thrown.</summary>
    public async Task RunAsync()
    {
        var left = plan.Steps.ToList();
        while (left.Count > 0 || running.Count > 0)
        {
            // Conditions of a target may look at what targets before it did, so with one at a time nothing overtakes.
            while (running.Count < settings.Parallel && left.Find(step => step.Waits.All(over.Contains)) is { } next)
            {
                left.Remove(next);
                Start(next.Target);
            }

            if (running.Count == 0) continue;
            var ended = await Task.WhenAny(running.Keys);
            running.Remove(ended, out var target);
            over.Add(target!);
            await ended;
        }
    }

    private void Start(ExecutableTarget target)
    {
        if (target.Status == ExecutionStatus.Scheduled && (interrupted.IsCompleted || (failing && !target.AssuredAfterFailure)))
            target.Status = ExecutionStatus.NotRun;

        if (target.Status != ExecutionStatus.Scheduled)
        {
            over.Add(target);
            return;
        }

        events.Queued(target);
        running.Add(settings.Parallel == 1 ? RunAsync(target) : Task.Run(() => RunAsync(target)), target);
    }

    private async Task RunAsync(ExecutableTarget target)
    {
        Exception? exception = null;
        var start = clock.GetTimestamp();
        target.Status = ExecutionStatus.Running;
        try
        {
            events.Starting(target);
            if (ReasonToSkip(target) is { } reason)
            {
                target.Skip(reason);
            }
            else
            {
                foreach (var body in target.Bodies) await body();
                target.Status = ExecutionStatus.Succeeded;
            }
        }
        catch (Exception e)
        {
            exception = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            await WaitForNewsAsync(exception);
            var aborted = interrupted.IsCompleted && exception is OperationCanceledException;
            target.Status = aborted ? ExecutionStatus.Aborted : ExecutionStatus.Failed;
            failing |= !target.ProceedAfterFailure;
        }

        target.Duration = clock.GetElapsedTime(start);
        events.Ended(target, exception);
    }

    private string? ReasonToSkip(ExecutableTarget target) =>
        target.DynamicConditions.Find(c => !c.Holds()) is { } condition ? $"only when {condition.Text}"
        : settings.LeavesBodiesOut ? DryRun : null;

    // A body may have heard of the interruption, and ended by it, an instant before this program's own handler is called.
    private Task WaitForNewsAsync(Exception exception) => interrupted.IsCompleted
        ? Task.CompletedTask
        : Task.WhenAny(interrupted, Task.Delay(exception is OperationCanceledException ? NewsOfCancellation : NewsOfFailure, clock));
}
