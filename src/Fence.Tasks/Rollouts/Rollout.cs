using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Rollouts.Preflights;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Brings an image to the DEAs of a cluster, wave by wave, under the cluster's lock.</summary>
/// <param name="ports">What it knows of the world.</param>
public sealed class Rollout(RolloutPorts ports)
{
    private readonly NodeRollout node = new(ports.Events, ports.Retry, ports.Clock);

    /// <summary>Asks every DEA of the plan first; where all have the image, nothing is locked and nothing written.</summary>
    /// <param name="image">The image.</param>
    /// <param name="plan">In which order.</param>
    /// <param name="cancellationToken">Ends it; pulls that have begun are ended, and what came of them stays.</param>
    /// <exception cref="FenceException">A DEA of the plan does not have the image; each has its reason. Or the lock is somebody else's.</exception>
    public async Task<RolloutResult> RunAsync(PublishedImage image, RolloutPlan plan, CancellationToken cancellationToken)
    {
        foreach (var left in plan.LeftOut)
            ports.Events.Tell(new NodeStepTaken(left.Node, left.Why));
        var answers = await new RolloutCheck(ports.Retry).AskAsync(NamedImage.Of(image), ports.DeasOf(plan.Nodes), cancellationToken);
        if (answers.All(answer => answer.Reason is null))
            return ResultOf(image, plan, answers.Select(answer => Unchanged(answer.Dea)));
        Heed(await new Preflight(ports).ExamineAsync(image, plan, answers, cancellationToken));

        await using var lease = await ports.Lock.TakeAsync($"RolloutDeas of {image.Reference}", cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, cancellationToken);
        try
        {
            return await RunLockedAsync(image, plan, either.Token);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO014", "another run has taken over the cluster's lock, and this one has stopped", "See what that run does, and run again"));
        }
    }

    private async Task<RolloutResult> RunLockedAsync(PublishedImage image, RolloutPlan plan, CancellationToken cancellationToken)
    {
        var journal = await RolloutJournal.OpenAsync(
            image, ports.Definition.Name, ports.Journal, ports.Core, ports.Events, ports.Clock, cancellationToken);
        if (journal.IsResumed)
            ports.Events.Tell(new StepTaken("going on with a rollout that was interrupted"));

        var course = new Course(plan, journal);
        ports.Events.Tell(new RolloutStarted(plan.Nodes.Count(), plan.Waves.Length));
        try
        {
            await RunWavesAsync(image, course, cancellationToken);
        }
        finally
        {
            ports.Events.Tell(new RolloutEnded());
        }

        course.ThrowIfAnyFailed();
        await journal.NoteAsync(JournalStep.Ended);
        await journal.CopyAsync(cancellationToken);
        return ResultOf(image, plan, plan.Nodes.Select(n => course.Done[n.Name]));
    }

    private async Task RunWavesAsync(PublishedImage image, Course course, CancellationToken cancellationToken)
    {
        var (plan, journal) = (course.Plan, course.Journal);
        foreach (var (index, wave) in plan.Waves.Index())
        {
            if (index > 0)
                await PauseAsync(plan, plan.Waves[index - 1], course, cancellationToken);
            ports.Events.Tell(new WaveStarted(wave.Name, index + 1, wave.Nodes.Length));
            await RunWaveAsync(image, wave, course, cancellationToken);
            if (journal.EndOf(wave) is null && wave.Nodes.All(n => course.Done.ContainsKey(n.Name)) && await IsGoodAsync(image, wave, course, cancellationToken))
                await journal.NoteAsync(JournalStep.WaveDone, wave.Name);
            await journal.CopyAsync(cancellationToken);
            if (course.IsStopped)
                break;
        }
    }

    // The first of each mirror, then the others: so each layer crosses the way to the registry once a mirror.
    private async Task RunWaveAsync(PublishedImage image, RolloutWave wave, Course course, CancellationToken cancellationToken)
    {
        if (course.Plan.Waves.Length > 1)
            ports.Events.Tell(new StepTaken($"{wave.Name}: {string.Join(", ", wave.Nodes.Select(n => n.Name))}"));
        await RunNodesAsync(image, wave.Seeds, course, cancellationToken);
        await RunNodesAsync(image, wave.Nodes.RemoveRange(wave.Seeds), course, cancellationToken);
    }

    // A canary sings: a container starts from the image there, and its hooks run, before anybody else gets it.
    private async Task<bool> IsGoodAsync(PublishedImage image, RolloutWave wave, Course course, CancellationToken cancellationToken)
    {
        if (!wave.IsCanary || ports.Canary is not { } canary)
            return true;
        await BoundedRun<DeaNode>.RunAsync(
            ports.DeasOf(wave.Nodes),
            dea => dea.Zone,
            course.Plan.How.Parallelism,
            limitPerZone: null,
            () => cancellationToken.IsCancellationRequested,
            dea => TryAsync(canary, image, dea, course, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return course.Unfit.IsEmpty;
    }

    private async Task TryAsync(ICanaryCheck canary, PublishedImage image, DeaNode dea, Course course, CancellationToken cancellationToken)
    {
        try
        {
            ports.Events.Tell(new NodeStepTaken(dea.Name, $"starting a container from {image.Reference}"));
            await ports.Retry.RunAsync(() => canary.TryAsync(dea, image.Reference, cancellationToken), pausing: null, cancellationToken);
        }
        catch (FenceException reason)
        {
            course.Unfit[dea.Name] = reason;
            ports.Events.Tell(new NodeStepTaken(dea.Name, $"failed: {reason.Message}"));
            await course.Journal.NoteAsync(JournalStep.NodeFailed, dea.Name, reason.Message);
        }
    }

    private async Task RunNodesAsync(PublishedImage image, ImmutableArray<NodeDefinition> nodes, Course course, CancellationToken cancellationToken)
    {
        await BoundedRun<DeaNode>.RunAsync(
            ports.DeasOf(nodes),
            dea => dea.Zone,
            course.Plan.How.Parallelism,
            course.Plan.How.ParallelismPerZone,
            () => course.IsStopped || cancellationToken.IsCancellationRequested,
            dea => RunNodeAsync(image, dea, course, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task RunNodeAsync(PublishedImage image, DeaNode dea, Course course, CancellationToken cancellationToken)
    {
        ports.Events.Tell(new NodeStarted(dea.Name));
        try
        {
            var done = await node.BringAsync(image, dea, cancellationToken);
            course.Done[dea.Name] = done;
            if (done.Action != DeaAction.None)
                await course.Journal.NoteAsync(JournalStep.NodeDone, dea.Name, done.Action.ToString());
        }
        catch (FenceException reason) when (!course.Done.ContainsKey(dea.Name))
        {
            course.Failed[dea.Name] = reason;
            ports.Events.Tell(new NodeStepTaken(dea.Name, $"failed: {reason.Message}"));
            await course.Journal.NoteAsync(JournalStep.NodeFailed, dea.Name, reason.Message);
        }
        finally
        {
            ports.Events.Tell(new NodeEnded(dea.Name, course.Done.ContainsKey(dea.Name)));
        }
    }

    // The pause is for people who look at the wave before: one in which nothing happened, now or before an interruption, needs none.
    private async Task PauseAsync(RolloutPlan plan, RolloutWave before, Course course, CancellationToken cancellationToken)
    {
        if (plan.How.Pause == TimeSpan.Zero || course.Journal.EndOf(before) is not { } ended || course.Journal.IsUntouched(before))
            return;

        var rest = ended + plan.How.Pause - ports.Clock.GetUtcNow();
        if (rest <= TimeSpan.Zero)
            return;
        var pause = rest < plan.How.Pause ? rest : plan.How.Pause;
        ports.Events.Tell(new StepTaken($"pausing for {pause.TotalSeconds:0} s after {before.Name}"));
        await Task.Delay(pause, ports.Clock, cancellationToken);
    }

    private void Heed(PreflightReport found)
    {
        found.ThrowIfRefused();
        foreach (var finding in found.Findings)
            ports.Events.Tell(new DiagnosticFound(finding));
        foreach (var dea in found.Nodes.Where(dea => !dea.Unasked.IsEmpty))
            ports.Events.Tell(new NodeStepTaken(dea.Node, string.Join("; ", dea.Unasked)));
    }

    private DeaRollout Unchanged(DeaNode dea)
    {
        ports.Events.Tell(new NodeStepTaken(dea.Name, "had the image"));
        return new DeaRollout(dea.Name, DeaAction.None, Seconds: 0);
    }

    // In the order of the definition, whatever the order of the waves was.
    private RolloutResult ResultOf(PublishedImage image, RolloutPlan plan, IEnumerable<DeaRollout> deas)
    {
        var byName = deas.ToDictionary(dea => dea.Node, StringComparer.Ordinal);
        return new RolloutResult
        {
            Reference = image.Reference,
            Digest = image.Digest,
            ImageId = image.ImageId,
            Deas = [.. ports.Deas.Where(dea => byName.ContainsKey(dea.Name)).Select(dea => byName[dea.Name])],
            LeftOut = plan.LeftOut,
        };
    }

    /// <summary>What has happened so far.</summary>
    private sealed record Course(RolloutPlan Plan, RolloutJournal Journal)
    {
        public ConcurrentDictionary<string, DeaRollout> Done { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, FenceException> Failed { get; } = new(StringComparer.Ordinal);

        /// <summary>Canaries that have the image, and on which no container starts from it: that is the image's fault, whatever the budget is.</summary>
        public ConcurrentDictionary<string, FenceException> Unfit { get; } = new(StringComparer.Ordinal);

        public bool IsStopped => Failed.Count > Plan.FailureBudget || !Unfit.IsEmpty;

        public void ThrowIfAnyFailed()
        {
            if (!Unfit.IsEmpty)
                throw new FenceException(
                    ExitCode.ClusterFailed,
                    [
                        Diagnostic.Error(
                            "FO018",
                            $"no container starts from the image on {string.Join(", ", Plan.Nodes.Select(n => n.Name).Where(Unfit.ContainsKey))}; "
                            + "no other DEA gets it, and the configuration is left as it is",
                            "Mend the image, and run everything again: ./build.sh"),
                        .. Plan.Nodes.Where(n => Unfit.ContainsKey(n.Name)).SelectMany(n => Unfit[n.Name].Diagnostics),
                    ]);
            if (Failed.IsEmpty)
                return;

            var nodes = Plan.Nodes.ToList();
            var untried = nodes.Count - Done.Count - Failed.Count;
            var reasons = nodes.Where(n => Failed.ContainsKey(n.Name)).SelectMany(n => Failed[n.Name].Diagnostics);
            throw new FenceException(
                ExitCode.ClusterFailed,
                [
                    Diagnostic.Error(
                        "FO001",
                        $"{Failed.Count} of {nodes.Count} DEAs do not have the image{(untried > 0 ? $", and {untried} were not tried any more" : "")}; "
                        + "the configuration is left as it is",
                        "Run RolloutDeas again when they are mended: DEAs that have the image are left alone"),
                    .. reasons,
                ]);
        }
    }
}
