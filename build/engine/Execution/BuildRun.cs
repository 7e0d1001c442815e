using System.Collections.Concurrent;

namespace Nuke.Common.Execution;

/// <summary>A run of the targets that were asked for, with all that is told about it.</summary>
internal sealed class BuildRun(
    NukeBuild build, IReadOnlyList<ExecutableTarget> targets, BuildRequest request, RunOutput output, TimeProvider clock)
    : IRunnerEvents
{
    private static readonly AsyncLocal<ExecutableTarget?> Current = new();

    private readonly ConcurrentDictionary<ExecutableTarget, RunOutput.Channel> channels = new();
    private readonly BuildSettings settings = request.Settings;
    private readonly BuildAttempt attempt = new(NukeBuild.TemporaryDirectory / "build-attempt.log");
    private readonly Ansi ansi = Ansi.ForConsole();

    /// <summary>The target in whose body the caller is.</summary>
    public static ExecutableTarget? CurrentTarget => Current.Value;

    // A quiet run that succeeds prints what its targets print, so that it can be another program's input.
    private bool IsQuiet => settings.Verbosity == Verbosity.Quiet;

    /// <summary>Runs, and returns the exit code.</summary>
    /// <param name="invoked">What was asked for.</param>
    /// <param name="skip">What is to be left out; null for nothing, empty for all that were not asked for.</param>
    public int Execute(IReadOnlyList<ExecutableTarget> invoked, IReadOnlyList<ExecutableTarget>? skip)
    {
        var plan = ExecutionPlanner.Plan(targets, invoked);
        foreach (var target in plan.Targets) target.Status = ExecutionStatus.Scheduled;
        foreach (var target in invoked) target.IsInvoked = true;
        build.InvokedTargets = [.. plan.Targets.Where(t => t.IsInvoked)];

        Directory.CreateDirectory(NukeBuild.TemporaryDirectory);
        var done = settings.Continue ? attempt.Done(plan) : [];
        new Skips(plan.Targets).Mark(skip, done);
        WriteFilesOfTheRepository();
        if (settings.Plan)
        {
            ShowPlan(plan);
            return 0;
        }

        var requirements = new Requirements(build, request.Declarations, new ParameterPrompt(output.Mask, settings.Host).Ask);
        requirements.Check(plan.Targets.Where(t => t.Status == ExecutionStatus.Scheduled));
        return Run(plan, done);
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

    private void ShowPlan(ExecutionPlan plan)
    {
        var (diagram, page) = (NukeBuild.TemporaryDirectory / "plan.mmd", NukeBuild.TemporaryDirectory / "plan.html");
        Console.Out.Write(PlanTree.For(plan, ansi));
        File.WriteAllText(diagram, output.Mask.Apply(PlanDiagram.For(plan)));
        File.WriteAllText(page, output.Mask.Apply(PlanPage.For(plan)));
        Console.Out.WriteLine(ansi.Dim($"{Environment.NewLine}As a diagram: {diagram}, as a page: {page}"));
    }

    private int Run(ExecutionPlan plan, IReadOnlyCollection<string> done)
    {
        using var interruption = Interruption.Listen(() => Console.Out.WriteLine(
            ansi.Yellow("Interrupted: what is running may end, nothing new starts. Once more to end at once.")));
        RunLogs.Open(output, NukeBuild.TemporaryDirectory, clock);
        new LogLines(output, ansi, settings.Verbosity).Install();
        if (!settings.NoLogo && !IsQuiet) Console.Out.WriteLine(ansi.Dim(Banner.Logo));

        var start = clock.GetTimestamp();
        build.OnBuildInitialized();
        if (!settings.DryRun) attempt.Begin(plan, done);
        new TargetRunner(plan, settings, this, interruption.Happened, clock).RunAsync().GetAwaiter().GetResult();

        var hasFailed = plan.Targets.Any(t => t.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted);
        var outcome = interruption.HasHappened ? Outcome.Interrupted : hasFailed ? Outcome.Failed : Outcome.Succeeded;
        var table = new SummaryTable(plan.Targets, clock.GetElapsedTime(start), outcome);
        if (!IsQuiet || outcome != Outcome.Succeeded) Console.Out.Write(table.Text(clock.GetLocalNow(), ansi));
        settings.Host.ShowSummary(output.Mask.Apply(table.Markdown()));
        return outcome == Outcome.Interrupted ? Interruption.ExitCode : build.ExitCode ?? (int)outcome;
    }

    void IRunnerEvents.Queued(ExecutableTarget target) => channels[target] = output.Open();

    void IRunnerEvents.Starting(ExecutableTarget target)
    {
        output.Enter(channels[target]);
        Current.Value = target;
        if (IsQuiet) return;
        Console.Out.WriteLine(settings.Host.GroupStart(target.Name, clock.GetUtcNow()) ?? Banner.For(target.Name, ansi));
    }

    void IRunnerEvents.Ended(ExecutableTarget target, Exception? exception)
    {
        if (exception is not null) Tell(target, exception);
        if (target.Status == ExecutionStatus.Skipped) TellSkipped(target);
        if (target.Status == ExecutionStatus.Succeeded && !settings.DryRun) attempt.Add(target.Name);
        if (!IsQuiet && settings.Host.GroupEnd(target.Name, clock.GetUtcNow()) is { } end) Console.Out.WriteLine(end);
        Current.Value = null;
        if (channels.TryRemove(target, out var channel)) output.Close(channel);
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
