using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Kato;
using Fence.Tasks.Policy;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts.Privileges;

/// <summary>Lets a cluster allow what the policy says, under the cluster's lock: each right is written, read back, and noted in the history.</summary>
/// <param name="ports">What it knows of the world.</param>
/// <param name="quotas">The cluster's quotas.</param>
/// <param name="brand">The cluster's brand.</param>
public sealed class PrivilegeChange(RolloutPorts ports, IQuotas quotas, Brand brand)
{
    private readonly ConfigWriter writer = new(ports.Kato, ports.Events, ports.Retry);
    private readonly ChangeHistory history = new(ports.Core);

    /// <summary>Finds out what would be changed, warns of what is dangerous, and changes nothing.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException"><see cref="ExitCode.RefusedByPolicy"/>: a right is to be given that nobody answers for.</exception>
    public async Task<PrivilegePlan> PlanAsync(PolicyDefinition policy, CancellationToken cancellationToken)
    {
        var now = await ports.Retry.RunAsync(() => new PrivilegeReader(ports.Kato, quotas).ReadAsync(cancellationToken), pausing: null, cancellationToken);
        var plan = PrivilegePlan.For(policy, now, DateOnly.FromDateTime(ports.Clock.GetUtcNow().UtcDateTime));
        if (plan.GivesRights)
            ports.Events.Tell(new DiagnosticFound(PrivilegeWarning.For(brand)));
        return plan.Refusals.IsEmpty ? plan : throw new FenceException(ExitCode.RefusedByPolicy, plan.Refusals);
    }

    /// <summary>Makes it so.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Ends it between two rights; one that is being written is written to its end.</param>
    /// <returns>How many rights were given or taken; 0 where all was as the policy says, and nothing was locked then.</returns>
    /// <exception cref="FenceException">It is refused, or the cluster failed; the message says what is known.</exception>
    public async Task<int> ApplyAsync(PolicyDefinition policy, CancellationToken cancellationToken)
    {
        if ((await PlanAsync(policy, cancellationToken)).Steps.IsEmpty)
            return 0;

        await using var lease = await ports.Lock.TakeAsync("SetPrivileged", cancellationToken);
        // Before the lock was taken, somebody else may have changed all that was known.
        var now = await ports.Retry.RunAsync(() => new PrivilegeReader(ports.Kato, quotas).ReadAsync(cancellationToken), pausing: null, cancellationToken);
        var plan = PrivilegePlan.For(policy, now, DateOnly.FromDateTime(ports.Clock.GetUtcNow().UtcDateTime));
        if (!plan.Refusals.IsEmpty)
            throw new FenceException(ExitCode.RefusedByPolicy, plan.Refusals);
        foreach (var step in plan.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!lease.IsSurelyHeld)
                throw LockLost(step);
            var before = step.Quota is { } quota ? await SetAsync(quota, step, lease) : await SetPrivilegedAsync(step, lease);
            await NoteAsync(step, before, policy);
        }

        return plan.Steps.Length;
    }

    private async Task<string> SetPrivilegedAsync(PrivilegeStep step, IClusterLease lease)
    {
        var key = PrivilegeReader.Privileged;
        var before = await ports.Retry.RunAsync(() => ports.Kato.ReadAsync(key, CancellationToken.None), pausing: null, CancellationToken.None);
        await writer.WriteAsync(key, new ConfigValue.Other(Json(step.Wanted)), new ConfigGuard(lease.Token, before));
        return before.Text;
    }

    // What is read back decides, and not what the client answered: an answer may be lost on the way.
    private async Task<string> SetAsync(string quota, PrivilegeStep step, IClusterLease lease)
    {
        ports.Events.Tell(new StepTaken($"writing {step.Setting}: {Json(step.Wanted)}"));
        await ports.Retry.RunAsync(
            async () =>
            {
                FenceException? failure = null;
                try
                {
                    if (!await quotas.AllowSudoAsync(quota, step.Wanted, lease.Token, CancellationToken.None))
                        throw LockLost(step);
                }
                catch (FenceException unclear) when (unclear.Kind.IsTransient())
                {
                    failure = unclear;
                }

                var found = (await quotas.ListAsync(CancellationToken.None))?.FirstOrDefault(known => known.Name == quota)?.AllowSudo;
                if (found != step.Wanted)
                    throw failure ?? new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                        "FK011",
                        $"{step.Setting} was set to {Json(step.Wanted)}, and then read back as {(found is { } read ? Json(read) : "nothing")}",
                        "Does somebody else change the quotas at the same time? Run again once they are done"));
            },
            pausing: null,
            CancellationToken.None);
        return Json(!step.Wanted);
    }

    private async Task NoteAsync(PrivilegeStep step, string before, PolicyDefinition policy)
    {
        ports.Events.Tell(new StepTaken($"{step.Setting} is {Json(step.Wanted)}"));
        var change = new HistoryEntry
        {
            Id = Guid.NewGuid().ToString("N"),
            At = ports.Clock.GetUtcNow(),
            Who = ports.Owner.Who,
            From = ports.Owner.From,
            Kind = ChangeKind.Privileges,
            Key = step.Setting,
            Before = before,
            After = Json(step.Wanted),
            Acknowledged = PrivilegePlan.AcknowledgementOf(step, policy),
        };
        try
        {
            await ports.Retry.RunAsync(() => history.AddAsync(change, CancellationToken.None), pausing: null, CancellationToken.None);
        }
        catch (FenceException failure)
        {
            ports.Events.Tell(new DiagnosticFound(Diagnostic.Warning(
                "FO016", $"the history on the Core node lacks this change: {failure.Message}", "Keep this log: it tells who did it, and when")));
        }
    }

    private static FenceException LockLost(PrivilegeStep step) => new(ExitCode.ClusterFailed, Diagnostic.Error(
        "FO014", $"{step.Setting} was not written: another run has taken over the cluster's lock, or may have", "See what that run does, and run again"));

    private static string Json(bool value) => value ? "true" : "false";
}
