using System.Collections.Concurrent;
using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>A run of the targets that were asked for, with all that is told about it.</summary>
internal sealed class BuildRun(
    NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildRequest request, RunOutput output, TimeProvider clock)
    : IRunnerEvents
{
    private static readonly AsyncLocal<ExecutableTarget?> Current = new();

    private readonly ConcurrentDictionary<string, RunOutput.Channel> channels = new(StringComparer.Ordinal);
    private readonly BuildSettings settings = request.Settings;
    private readonly BuildAttempt attempt = new(request.Settings.Root / ".nuke" / "temp" / "build-attempt.log");
    private readonly Ansi ansi = Ansi.ForConsole();

    /// <summary>The target in whose body the caller is.</summary>
    public static ExecutableTarget? CurrentTarget => Current.Value;

    // A quiet run that succeeds prints what its targets print, so that it can be another program's input.
    private bool IsQuiet => settings.Verbosity == Verbosity.Quiet;

    /// <summary>Runs, and returns the exit code.</summary>
    public int Execute()
    {
        foreach (var target in targets) target.Invoked = settings.Targets.Contains(target.Name);
        var byName = targets.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var plan = ExecutionPlanner.Plan([.. targets.Select(t => t.Node)], settings.Targets);
        var planned = plan.Targets.Select(t => byName[t.Name]).ToList();
        foreach (var target in planned) target.Status = ExecutionStatus.Scheduled;
        build.ExecutionPlan = planned;

        var done = settings.Continue ? attempt.Done(plan) : [];
        Skips.Mark(planned, settings.Skip, done);
        WriteFilesOfTheRepository();
        if (settings.Plan)
        {
            ShowPlan(PlanView.Of(plan, byName));
            return 0;
        }

        CheckRequirements(planned);
        return Run(plan, planned, byName, done);
    }

    // They are written where somebody can look at them and check them in.
    private void WriteFilesOfTheRepository()
    {
        BuildSchema.WriteIfChanged(settings.Root, targets, request.Declarations);
        if (settings.Host is not Terminal || settings.DryRun) return;
        foreach (var file in WorkflowFiles.WriteIfChanged(build, settings.Root, targets, isAsked: settings.Plan))
        {
            if (!IsQuiet) Console.Out.WriteLine(ansi.Dim($"Written anew: {file}"));
        }
    }

    private void ShowPlan(PlanView plan)
    {
        Console.Out.Write(PlanTree.For(plan, ansi));
        var (diagram, page) = (NukeBuild.TemporaryDirectory / "plan.mmd", NukeBuild.TemporaryDirectory / "plan.html");
        diagram.WriteAllText(output.Mask.Apply(PlanDiagram.For(plan)));
        page.WriteAllText(output.Mask.Apply(PlanPage.For(plan)));
        Console.Out.WriteLine(ansi.Dim($"{Environment.NewLine}As a diagram: {diagram}, as a page: {page}"));
    }

    private void CheckRequirements(List<ExecutableTarget> planned)
    {
        var prompt = new ParameterPrompt(output.Mask, settings.Host);
        var errors = new Requirements(build, request.Declarations, prompt.Ask)
            .Check(planned.Where(t => t.Status == ExecutionStatus.Scheduled));
        if (errors.Count > 0) throw new CommandLineException(errors);
    }

    private int Run(
        ExecutionPlan plan, List<ExecutableTarget> planned, Dictionary<string, ExecutableTarget> byName,
        IReadOnlyCollection<string> done)
    {
        using var interruption = Interruption.Listen(() => Console.Out.WriteLine(
            ansi.Yellow("Interrupted: what is running may end, nothing new starts. Once more to end at once.")));

        NukeBuild.TemporaryDirectory.CreateDirectory();
        RunLogs.Open(output, NukeBuild.TemporaryDirectory, clock);
        new LogLines(output, ansi, settings.Verbosity, clock).Install();
        if (!settings.NoLogo && !IsQuiet) Console.Out.WriteLine(ansi.Dim(Banner.Logo));

        var start = clock.GetTimestamp();
        build.OnBuildInitialized();
        if (!settings.DryRun) attempt.Begin(plan, done);
        foreach (var skipped in build.SkippedTargets) build.OnTargetSkipped(skipped.Name);

        var runner = new TargetRunner(plan, byName, settings.Parallel, this, interruption.Happened, clock)
        {
            LeavesBodiesOut = settings.LeavesBodiesOut,
        };
        runner.RunAsync().GetAwaiter().GetResult();
        build.OnBuildFinished();

        var outcome = interruption.HasHappened ? Outcome.Interrupted : build.IsSuccessful ? Outcome.Succeeded : Outcome.Failed;
        if (!IsQuiet || outcome != Outcome.Succeeded)
            Console.Out.Write(SummaryTable.For(planned, clock.GetElapsedTime(start), outcome, clock.GetLocalNow(), ansi));
        settings.Host.ShowSummary(output.Mask.Apply(SummaryTable.Markdown(planned, clock.GetElapsedTime(start), outcome)));
        return outcome switch
        {
            Outcome.Interrupted => Interruption.ExitCode,
            _ => build.ExitCode ?? (outcome == Outcome.Succeeded ? 0 : 1),
        };
    }

    void IRunnerEvents.Queued(ExecutableTarget target) => channels[target.Name] = output.Open();

    void IRunnerEvents.Starting(ExecutableTarget target)
    {
        output.Enter(channels[target.Name]);
        Current.Value = target;
        if (!IsQuiet)
        {
            foreach (var line in settings.Host.GroupStart(target.Name, clock.GetUtcNow()).DefaultIfEmpty(Banner.For(target.Name, ansi)))
                Console.Out.WriteLine(line);
        }

        build.OnTargetRunning(target.Name);
    }

    void IRunnerEvents.Ended(ExecutableTarget target, Exception? exception)
    {
        if (exception is not null) Tell(target, exception);
        switch (target.Status)
        {
            case ExecutionStatus.Succeeded:
                if (!settings.DryRun) attempt.Add(target.Name);
                build.OnTargetSucceeded(target.Name);
                break;
            case ExecutionStatus.Skipped:
                TellSkipped(target);
                build.OnTargetSkipped(target.Name);
                break;
            case ExecutionStatus.Failed:
                build.OnTargetFailed(target.Name);
                break;
            default:
                break;
        }

        if (!IsQuiet && settings.Host.GroupEnd(target.Name, clock.GetUtcNow()) is { } end) Console.Out.WriteLine(end);
        Current.Value = null;
        if (channels.TryRemove(target.Name, out var channel)) output.Close(channel);
    }

    private void TellSkipped(ExecutableTarget target)
    {
        var wouldRun = target.Reason == TargetRunner.DryRun;
        Serilog.Log.Information("{Line}", (wouldRun, settings.LeavesBodiesOut) switch
        {
            (true, _) => target.Description is { } does ? $"{target.Name} would run: {does}" : $"{target.Name} would run",
            (_, true) => $"{target.Name} would be skipped as things are now: {target.Reason}",
            _ => $"{target.Name} is skipped: {target.Reason}",
        });
        if (!wouldRun) return;
        foreach (var condition in target.StaticConditions.Concat(target.DynamicConditions))
            Serilog.Log.Information("{Line}", $"{condition.Text} holds");
    }

    private void Tell(ExecutableTarget target, Exception exception)
    {
        if (target.Status == ExecutionStatus.Aborted)
        {
            Serilog.Log.Warning("{Target} was interrupted", target.Name);
            return;
        }

        var text = settings.Verbosity == Verbosity.Verbose ? exception.ToString() : exception.Message;
        var message = $"{target.Name} failed: {text}";
        if (settings.Host.Problem(message) is { } problem) Console.Out.WriteLine(problem);
        else Serilog.Log.Error("{Message}", message);
    }
}
