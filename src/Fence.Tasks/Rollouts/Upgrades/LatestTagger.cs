using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts.Upgrades;

/// <summary>
/// Moves the tag <c>latest</c> on the DEAs, one after another; the first that fails ends it. Nothing else of the cluster is changed, and
/// running again goes on where it ended.
/// </summary>
/// <param name="repository">The repository that containers start from: <c>helion/stack-alsek</c>.</param>
/// <param name="events">Where it tells what happens.</param>
public sealed class LatestTagger(string repository, IRunEvents events)
{
    private string Latest => $"{repository}:{UpgradePlan.Latest}";

    /// <summary>Brings an upgrade to every DEA, and makes it <c>latest</c> on one after another.</summary>
    /// <exception cref="FenceException">A DEA failed; says what each has.</exception>
    public async Task UpgradeAsync(PublishedImage upgrade, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        // Before any of them changes, each has what it needs.
        await OneByOneAsync(deas, "none of them has been changed", dea => PullAsync(upgrade, dea, cancellationToken));
        await OneByOneAsync(deas, null, async dea =>
            await MoveAsync(dea, await UpgradeStepAsync(upgrade, dea, cancellationToken), cancellationToken));
    }

    /// <summary>Puts back on every DEA what its last upgrade replaced.</summary>
    /// <exception cref="FenceException">A DEA failed, or no longer has what was replaced; says what each has.</exception>
    public Task RevertAsync(ImmutableArray<DeaNode> deas, CancellationToken cancellationToken) => OneByOneAsync(
        deas, null, async dea => await MoveAsync(dea, await RevertStepAsync(dea, cancellationToken), cancellationToken));

    /// <summary>Tells what <see cref="UpgradeAsync"/> would do, and does nothing.</summary>
    /// <param name="plan">What is to be made.</param>
    /// <param name="deas">The DEAs.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async Task ForecastUpgradeAsync(UpgradePlan plan, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        foreach (var dea in deas)
        {
            var latest = await dea.Engine.FindImageAsync(Latest, cancellationToken);
            var pulls = plan.Present is not { } present || await dea.Engine.FindImageAsync(present.PinnedReference, cancellationToken) is null;
            var step = LatestStep.Upgrade(repository, plan.Tag, plan.Present?.ImageId ?? "", latest);
            events.Tell(new NodeStepTaken(dea.Name, $"{(pulls ? "would pull the image; " : "")}{step.Sentence}"));
        }
    }

    /// <summary>Tells what <see cref="RevertAsync"/> would do, and does nothing.</summary>
    public async Task ForecastRevertAsync(ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        foreach (var dea in deas)
            events.Tell(new NodeStepTaken(dea.Name, (await RevertStepAsync(dea, cancellationToken)).Sentence));
    }

    private async Task<LatestStep> UpgradeStepAsync(PublishedImage upgrade, DeaNode dea, CancellationToken cancellationToken) => LatestStep.Upgrade(
        repository, upgrade.Tag, upgrade.ImageId, await dea.Engine.FindImageAsync(Latest, cancellationToken));

    private async Task<LatestStep> RevertStepAsync(DeaNode dea, CancellationToken cancellationToken)
    {
        var latest = await dea.Engine.FindImageAsync(Latest, cancellationToken);
        var kept = latest is not null && UpgradeTags.Newest(latest.Tags, repository) is { } upgrade
            ? await dea.Engine.FindImageAsync($"{repository}:{UpgradeTags.Before(upgrade)}", cancellationToken)
            : null;
        return LatestStep.Revert(repository, latest, _ => kept) ?? throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
            "FO023", $"{dea.Name} no longer has what was latest before {UpgradeTags.Newest(latest!.Tags, repository)}", $"Tag an image by hand on it: docker tag <image> {Latest}"));
    }

    private async Task PullAsync(PublishedImage upgrade, DeaNode dea, CancellationToken cancellationToken)
    {
        if ((await dea.Engine.FindImageAsync(upgrade.PinnedReference, cancellationToken))?.Id == upgrade.ImageId)
            return;
        events.Tell(new NodeStepTaken(dea.Name, "pulling"));
        await dea.Engine.PullAsync(upgrade.Name, upgrade.Digest, progress: null, cancellationToken);
        var held = await dea.Engine.FindImageAsync(upgrade.PinnedReference, cancellationToken);
        if (held?.Id != upgrade.ImageId)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO002", $"{dea.Name} has {held?.Id ?? "nothing"} as {upgrade.PinnedReference}, and not {upgrade.ImageId}"));
    }

    private async Task MoveAsync(DeaNode dea, LatestStep step, CancellationToken cancellationToken)
    {
        // What is kept is kept before latest moves; and once it begins to move, an interruption waits for the tag.
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var tag in step.Tags)
            await dea.Engine.TagAsync(tag.ImageId, repository, tag.Tag, CancellationToken.None);
        if (step.IsDone)
        {
            events.Tell(new NodeStepTaken(dea.Name, step.Sentence));
            return;
        }

        var wanted = step.Tags[^1].ImageId;
        var latest = await dea.Engine.FindImageAsync(Latest, cancellationToken);
        if (latest?.Id != wanted)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error("FO002", $"{dea.Name} has {latest?.Id ?? "nothing"} as {Latest}, and not {wanted}"));
        events.Tell(new NodeStepTaken(dea.Name, $"latest is {LatestStep.Short(wanted)}{(step.Former is { } former ? $", and was {LatestStep.Short(former)}" : "")}"));
        await TellApplicationsAsync(dea, wanted, cancellationToken);
    }

    // A container keeps its image until its application is started anew (DOMAIN section 2).
    private async Task TellApplicationsAsync(DeaNode dea, string current, CancellationToken cancellationToken)
    {
        var containers = await dea.Engine.Containers.ListAsync(label: null, cancellationToken);
        foreach (var image in FormerContainers.ByImage(containers, current))
            events.Tell(new NodeStepTaken(dea.Name, image));
    }

    // Says of all DEAs how far they came when one of them ends it.
    private static async Task OneByOneAsync(ImmutableArray<DeaNode> deas, string? state, Func<DeaNode, Task> act)
    {
        for (var i = 0; i < deas.Length; i++)
        {
            try
            {
                await act(deas[i]);
            }
            catch (FenceException reason)
            {
                var done = string.Join(", ", deas.Take(i).Select(dea => dea.Name));
                var rest = string.Join(", ", deas.Skip(i + 1).Select(dea => dea.Name));
                var told = state ?? $"done: {(done.Length > 0 ? done : "none")}; not begun: {(rest.Length > 0 ? rest : "none")}";
                throw new FenceException(
                    ExitCode.ClusterFailed,
                    [Diagnostic.Error("FO022", $"{deas[i].Name} failed, and the others were left alone; {told}", "Run the same again when it is mended: it goes on from here"), .. reason.Diagnostics],
                    reason);
            }
        }
    }
}
