using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Docker;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Containers;

/// <summary>Takes the steps of a plan in their containers, one after another, and keeps what came of each.</summary>
internal sealed class LifeCourse(LifePlan plan, LifeRequest request, IRunEvents events, TimeProvider clock)
{
    private const int LinesKept = 200;
    private const string Php = "/usr/bin/php";
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(30);

    private readonly List<LifeStepReport> reports = [];
    private ImageAccount? account;
    private ImmutableSortedDictionary<string, string> environment = ImmutableSortedDictionary<string, string>.Empty;
    private ImmutableArray<SeenEnvironment> seen = [];
    private bool hasStarted;

    /// <summary>Takes the steps of staging.</summary>
    /// <returns>Whether the application goes on to run.</returns>
    public Task<bool> StageAsync(ApplicationContainer container, ImageAccount user, ImageDefaults image, CancellationToken cancellationToken)
    {
        account = user;
        environment = ApplicationEnvironment.Staging(request.Brand, request.Application, user.Name, image.Environment);
        return TakeAsync(LifeStage.Staging, container, cancellationToken);
    }

    /// <summary>Takes the steps of running, up to the application itself, and looks at what then reaches sessions, the crontab and PHP.</summary>
    public async Task RunAsync(ApplicationContainer container, ImageDefaults image, CancellationToken cancellationToken)
    {
        var before = ApplicationEnvironment.Running(request.Brand, request.Application, account!.Name, image.Environment);
        environment = before;
        if (!await TakeAsync(LifeStage.Running, container, cancellationToken))
            return;

        hasStarted = true;
        var listed = ListedEnvironment.Of(request.Brand, before, environment);
        var home = ApplicationEnvironment.Home(account.Name);
        await LookAsync(container, "session", HookCommand.Look(home, listed, "/bin/bash", "-l"), cancellationToken);
        await LookAsync(container, "crontab", HookCommand.Look(home, listed, "/bin/sh", "-c", "exec /bin/bash \"$@\"", "cron"), cancellationToken);
        // Where the image has PHP, what counts is what that makes of it.
        var php = await container.FindAsync(Php, cancellationToken);
        await LookAsync(container, "legacy PHP", php is null ? HookCommand.Look(home, listed, "/bin/bash") : HookCommand.LookByPhp(Php, listed), cancellationToken);
    }

    /// <summary>Ends a life that cannot begin, since the manifest is wrong.</summary>
    public LifeReport Refused(ImmutableArray<Diagnostic> findings)
    {
        reports.Add(new LifeStepReport("manifest", LifeOutcome.Failed, 0, [], findings));
        return Report();
    }

    /// <summary>Ends a life that cannot begin, since nobody is there to live it.</summary>
    public void HasNoUser() => reports.Add(new LifeStepReport("user", LifeOutcome.Failed, 0, [],
    [
        Diagnostic.Error(
            "FV010",
            $"the image has neither a user {request.Brand.User} nor {request.Brand.Other.User}, as which fence runs hooks and applications",
            $"Start from a base that has it, or make it: RUN useradd --create-home {request.Brand.User}"),
    ]));

    /// <summary>What came of it.</summary>
    public LifeReport Report() => new()
    {
        User = account?.Name,
        Steps = [.. reports, .. plan.Steps.Where(step => reports.TrueForAll(report => report.Name != step.Name))
            .Select(step => new LifeStepReport(step.Name, LifeOutcome.NotReached, 0, [], []))],
        Application = hasStarted ? environment : ImmutableSortedDictionary<string, string>.Empty,
        Seen = seen,
    };

    private async Task<bool> TakeAsync(LifeStage stage, ApplicationContainer container, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps.Where(step => step.Stage == stage))
        {
            var started = clock.GetTimestamp();
            var lines = new ConcurrentQueue<string>();
            var (outcome, findings) = step.Kind switch
            {
                LifeStepKind.Start => await StartAsync(step, container, lines, cancellationToken),
                LifeStepKind.AdminHook when await container.FindAsync(step.Text, cancellationToken) is null => Missing(step),
                _ => await HookAsync(step, container, lines, cancellationToken),
            };
            var seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3);
            reports.Add(new LifeStepReport(step.Name, outcome, seconds, [.. lines], findings));
            if (outcome == LifeOutcome.Failed)
                return false;
        }

        return true;
    }

    private static (LifeOutcome Outcome, ImmutableArray<Diagnostic> Findings) Missing(LifeStep step) => step.IsDeclared
        ? (LifeOutcome.Failed,
        [
            Diagnostic.Error(
                "FV011", $"the image has no {step.Text}, though the repository has the hook", $"Copy the hooks in the Dockerfile: COPY hooks {Path.GetDirectoryName(step.Text)}", step.Span),
        ])
        : (LifeOutcome.LeftOut, []);

    private async Task<(LifeOutcome Outcome, ImmutableArray<Diagnostic> Findings)> HookAsync(
        LifeStep step, ApplicationContainer container, ConcurrentQueue<string> lines, CancellationToken cancellationToken)
    {
        events.Tell(new StepTaken(step.Name));
        var home = ApplicationEnvironment.Home(account!.Name);
        var command = step.Kind == LifeStepKind.AdminHook
            ? HookCommand.Admin(home, step.Text, environment)
            : HookCommand.User(home, step.Hook, step.Text, environment);
        var exitCode = await container.ExecuteAsync(command, account.Name, request.HookTimeLimit, line => Keep(step.Name, lines, line), cancellationToken);
        var result = HookResult.Parse((await container.FindAsync(HookCommand.ResultFile, cancellationToken))?.Content);
        if (HookFailure.Of(step, exitCode, request.HookTimeLimit, result.State, [.. lines]) is { } failure)
        {
            if (!step.MayFail || exitCode is null)
                return (LifeOutcome.Failed, [failure]);
            events.Tell(new StepTaken($"{step.Name} failed with exit code {exitCode}, as it may"));
        }

        var findings = EnvironmentCheck.Of(request.Brand, step, environment, result).ToImmutableArray();
        if (result.State == HookState.Ended)
            environment = result.Exported;
        return (findings.IsEmpty ? LifeOutcome.Passed : LifeOutcome.Failed, findings);
    }

    private async Task<(LifeOutcome Outcome, ImmutableArray<Diagnostic> Findings)> StartAsync(
        LifeStep step, ApplicationContainer container, ConcurrentQueue<string> lines, CancellationToken cancellationToken)
    {
        events.Tell(new StepTaken($"starting {request.Application.Name}"));
        var command = HookCommand.Start(ApplicationEnvironment.Home(account!.Name), step.Text, environment);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var patience = new CancellationTokenSource(request.StartTimeLimit, clock);
        var process = container.ExecuteAsync(command, account.Name, Timeout.InfiniteTimeSpan, line => Keep(step.Name, lines, line), ending.Token);
        try
        {
            while (!process.IsCompleted && !patience.IsCancellationRequested)
            {
                if (await ListensAsync(container, cancellationToken))
                    return (LifeOutcome.Passed, []);
                await Task.WhenAny(process, Task.Delay(ProbeInterval, clock, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }

            return (LifeOutcome.Failed, [StartFailure.Of(step, process.IsCompleted ? await process : null, request.StartTimeLimit, [.. lines])]);
        }
        finally
        {
            // It goes on running, until the container goes.
            await ending.CancelAsync();
            await Task.WhenAny(process);
        }
    }

    private async Task<bool> ListensAsync(ApplicationContainer container, CancellationToken cancellationToken)
    {
        var table = new ConcurrentQueue<string>();
        await container.ExecuteAsync(
            ["cat", "/proc/net/tcp", "/proc/net/tcp6"], account!.Name, LookLimit, line => table.Enqueue(line.Text), cancellationToken);
        return ListeningPorts.Include(table, ApplicationEnvironment.Port);
    }

    private async Task LookAsync(ApplicationContainer container, string place, ImmutableArray<string> command, CancellationToken cancellationToken)
    {
        var exitCode = await container.ExecuteAsync(command, account!.Name, LookLimit, _ => { }, cancellationToken);
        // What does not run leaves what the one before it told.
        var told = exitCode == 0 ? (await container.FindAsync(HookCommand.ResultFile, cancellationToken))?.Content : null;
        var found = HookResult.Parse(told).Exported;
        seen = seen.Add(new SeenEnvironment(place, found));
        var lost = ListedEnvironment.Lost(request.Brand, place, environment, found).ToImmutableArray();
        reports.Add(new LifeStepReport($"environment: {place}", lost.IsEmpty ? LifeOutcome.Passed : LifeOutcome.Failed, 0, [], lost));
    }

    private void Keep(string name, ConcurrentQueue<string> lines, ContainerLine line)
    {
        events.Tell(new ToolPrinted(name, line.Text));
        lines.Enqueue(line.Text);
        if (lines.Count > LinesKept)
            lines.TryDequeue(out _);
    }
}
