using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Changes what the cluster's configuration names, under the cluster's lock, once every DEA in service has it.</summary>
/// <param name="ports">What it knows of the world.</param>
public sealed class FenceConfig(RolloutPorts ports)
{
    private const string FenceProcess = "fence";

    private readonly ConfigWriter writer = new(ports.Kato, ports.Events, ports.Retry);
    private readonly ChangeHistory history = new(ports.Core);

    /// <summary>Finds out what <see cref="ChangeAsync"/> would write, and writes nothing.</summary>
    /// <exception cref="FenceException">kato failed, or the key holds something else than images.</exception>
    public async Task<ConfigPlan> PlanAsync(ConfigGoal goal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return PlanFor(goal, await ReadAsync(cancellationToken));
    }

    /// <summary>
    /// Asks every DEA in service, writes, reads back, and starts a container on a DEA from what the configuration then names; if that
    /// fails, the former value is put back and read back. Where there is nothing to change, nothing is locked and nothing is written.
    /// </summary>
    /// <param name="goal">What it is to become.</param>
    /// <param name="cancellationToken">Ends it before the write; from then on it goes to its end.</param>
    /// <exception cref="FenceException">A DEA lacks the image, or somebody else was quicker, or the new value did not serve.</exception>
    public async Task<ConfigChange> ChangeAsync(ConfigGoal goal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(goal);
        var reading = await ReadAsync(cancellationToken);
        if (PlanFor(goal, reading).IsNoChange && await UnfinishedAsync(goal, cancellationToken) is null)
        {
            ports.Events.Tell(new StepTaken($"nothing to write: {ports.Definition.ConfigKey} names {goal.Image.Reference} first"));
            return Describe(reading.Value, reading.Value, isWritten: false);
        }

        await using var lease = await ports.Lock.TakeAsync($"SetFenceConfig to {goal.Image.Reference}", cancellationToken);
        return await ChangeLockedAsync(goal, lease, cancellationToken);
    }

    private async Task<ConfigChange> ChangeLockedAsync(ConfigGoal goal, IClusterLease lease, CancellationToken cancellationToken)
    {
        // Before the lock was taken, somebody else may have changed all that was known.
        var reading = await ReadAsync(cancellationToken);
        var plan = PlanFor(goal, reading);
        await new RolloutCheck(ports.Retry).ThrowUnlessEveryDeaHasAsync(goal.Image, ports.Deas, cancellationToken);
        var unfinished = plan.IsNoChange ? await UnfinishedAsync(goal, cancellationToken) : null;
        if (plan.IsNoChange && unfinished is null)
            return Describe(reading.Value, reading.Value, isWritten: false);

        if (unfinished is not null)
        {
            ports.Events.Tell(new StepTaken($"{ports.Definition.ConfigKey} was written by a run that did not come to its end; seeing whether it serves"));
            var begun = new ConfigPlan(ConfigValue.FromJson(unfinished.Before), ConfigValue.FromJson(unfinished.After));
            return await ConfirmAsync(goal, unfinished, begun, reading, lease);
        }

        Warn(plan);
        var change = EntryOf(goal, plan, reading, lease.Token);
        var isNoted = await ports.Retry.RunAsync(() => history.BeginAsync(change, lease.Token, cancellationToken), pausing: null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowUnlessHeld(isNoted && lease.IsSurelyHeld);
        var written = await writer.WriteAsync(ports.Definition.ConfigKey, plan.After, new ConfigGuard(lease.Token, reading));
        return await ConfirmAsync(goal, change, plan, written, lease);
    }

    // What stands there is right as far as can be seen; now fence gets it, and a container shows whether it serves.
    private async Task<ConfigChange> ConfirmAsync(ConfigGoal goal, HistoryEntry change, ConfigPlan plan, ConfigReading written, IClusterLease lease)
    {
        if (ports.Definition.Rollout.RestartFence)
            await RestartAsync();
        if (await TrialAsync(goal.Image.Reference) is { } reason)
        {
            await PutBackAsync(goal, change, plan, written, lease, reason);
            throw reason;
        }

        await NoteAsync(() => history.EndAsync(change, lease.Token, CancellationToken.None));
        if (ports.Definition.Rollout.KeepImages is { } keep && goal.Repository is { } repository)
            await new ImagePruning(ports).RunAsync(repository, keep, lease);
        return Describe(plan.Before, written.Value, isWritten: true);
    }

    private async Task<FenceException?> TrialAsync(string reference)
    {
        if (ports.Canary is not { } canary)
            return null;

        var dea = ports.Deas.InService()[0];
        try
        {
            ports.Events.Tell(new NodeStepTaken(dea.Name, $"starting a container from {reference}"));
            await ports.Retry.RunAsync(() => canary.TryAsync(dea, reference, CancellationToken.None), pausing: null, CancellationToken.None);
            return null;
        }
        catch (FenceException reason)
        {
            return reason;
        }
    }

    private async Task PutBackAsync(
        ConfigGoal goal, HistoryEntry change, ConfigPlan plan, ConfigReading written, IClusterLease lease, FenceException reason)
    {
        var former = ConfigPlan.Undo(written.Value, goal.Image.Reference, plan);
        ports.Events.Tell(new DiagnosticFound(Diagnostic.Error(
            "FO015",
            $"no container starts from {goal.Image.Reference}, which {ports.Definition.ConfigKey} names now: {reason.Message}",
            former is null ? "There was nothing before, and somebody has added to it since: set it by hand" : $"The former value is put back: {former}")));
        if (former is null)
            return;

        // A write that was tried twice may arrive once more. With the former value in its place again, it would find all as it believes.
        await lease.ChangeTokenAsync();
        await writer.WriteAsync(ports.Definition.ConfigKey, former, new ConfigGuard(lease.Token, written));
        if (ports.Definition.Rollout.RestartFence)
            await RestartAsync();
        await NoteAsync(() => history.EndAsync(
            change with { Id = $"{change.Id}-back", At = ports.Clock.GetUtcNow(), Kind = ChangeKind.PutBack, Before = written.Text, After = former is ConfigValue.Missing ? "" : former.ToJson() },
            lease.Token,
            CancellationToken.None));
    }

    private Task RestartAsync()
    {
        ports.Events.Tell(new StepTaken("restarting fence on all nodes"));
        return ports.Retry.RunAsync(() => ports.Kato.RestartAsync(FenceProcess, CancellationToken.None), pausing: null, CancellationToken.None);
    }

    // The configuration is as it should be; a history that lacks a line is no reason to say that it is not.
    private async Task NoteAsync(Func<Task> note)
    {
        try
        {
            await ports.Retry.RunAsync(note, pausing: null, CancellationToken.None);
        }
        catch (FenceException failure)
        {
            ports.Events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FO016", $"the history on the Core node lacks this change: {failure.Message}", "The next run of SetFenceConfig adds it")));
        }
    }

    private async Task<HistoryEntry?> UnfinishedAsync(ConfigGoal goal, CancellationToken cancellationToken)
    {
        var pending = await ports.Retry.RunAsync(() => history.ReadPendingAsync(goal.Image.Reference, cancellationToken), pausing: null, cancellationToken);
        return pending?.ImageId == goal.Image.ImageId && pending.Key == ports.Definition.ConfigKey.ToString()
            ? pending
            : null;
    }

    private Task<ConfigReading> ReadAsync(CancellationToken cancellationToken) =>
        ports.Retry.RunAsync(() => ports.Kato.ReadAsync(ports.Definition.ConfigKey, cancellationToken), pausing: null, cancellationToken);

    private ConfigPlan PlanFor(ConfigGoal goal, ConfigReading reading) => goal.Plan(reading.Value) ?? throw new FenceException(
        ExitCode.ClusterFailed,
        Diagnostic.Error(
            "FK002", $"{ports.Definition.ConfigKey} holds {reading.Value}, which is neither an image nor a list of images; it was left as it is",
            "Set it by hand to what it should be, or name another key: config_key in fence.yml"));

    private void Warn(ConfigPlan plan)
    {
        if (plan is { Before: ConfigValue.Text, After: ConfigValue.Text } && ports.Definition.ConfigKey.Path.EndsWith('s'))
            ports.Events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FO017",
                $"{ports.Definition.ConfigKey} is a plain string and stays one, so that {plan.Before} is not kept as a fallback",
                "To make it a list, say 'convert_to_list: true' under 'rollout' in fence.yml")));
    }

    private static void ThrowUnlessHeld(bool isHeld)
    {
        if (!isHeld)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO014", "another run has taken over the cluster's lock, or may have, since the Core node was not heard for too long; nothing was written", "Run again"));
    }

    private HistoryEntry EntryOf(ConfigGoal goal, ConfigPlan plan, ConfigReading before, string token) => new()
    {
        Id = token,
        At = ports.Clock.GetUtcNow(),
        Who = ports.Owner.Who,
        From = ports.Owner.From,
        Kind = goal.Kind,
        Key = ports.Definition.ConfigKey.ToString(),
        Reference = goal.Image.Reference,
        ImageId = goal.Image.ImageId,
        Digest = goal.Digest,
        Commit = goal.Commit,
        Before = before.Text,
        After = plan.After.ToJson(),
    };

    private ConfigChange Describe(ConfigValue before, ConfigValue after, bool isWritten) => new()
    {
        Key = ports.Definition.ConfigKey.ToString(),
        Before = before.Entries,
        After = after.Entries,
        IsWritten = isWritten,
    };
}
