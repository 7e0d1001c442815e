using Fence.Tasks.Kato;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target SetFenceConfig => _ => _
        .Description("Names the image first in the cluster's configuration, once every DEA has it")
        .DependsOn(RolloutDeas)
        .Executes(() => Run.StageAsync(nameof(SetFenceConfig), ConfigureAsync, RehearseConfigAsync));

    private async Task<StageResult> ConfigureAsync(Stage stage)
    {
        if (stage.Record is not { Published: { } image, Rollout: { } rollout })
            throw MissingRecord.Of(stage.Name, nameof(RolloutDeas), Run.Cluster.Name);
        if (rollout.LeftOut.Any(dea => dea.IsInService))
        {
            stage.Say("the configuration stays as it is, since DEAs in service were left out of the rollout");
            return stage.Ended(stage.Record, isChanged: false);
        }

        // The record may be of another day: what counts is what the DEAs have now, and they are asked.
        await using var cluster = await stage.OpenClusterAsync();
        await stage.RequireSignatureAsync(cluster.Definition, image.Repository, image.Digest);
        var goal = ConfigGoal.NameFirst(image, stage.Record.Built?.Commit, cluster.Definition);
        var change = await new FenceConfig(Ports(stage, cluster)).ChangeAsync(goal, stage.Interrupted);
        return stage.Ended(stage.Record with { Config = change }, change.IsWritten);
    }

    private async Task RehearseConfigAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say("would name the image first in the configuration");
            return;
        }

        var reference = rehearsal.Publish?.Reference ?? stage.Record.Published?.Reference
            ?? throw MissingRecord.Of(stage.Name, nameof(RolloutDeas), Run.Cluster.Name);
        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, Interrupted);
        var value = await cluster.Kato.GetAsync(found.ConfigKey, stage.Interrupted);
        var plan = ConfigPlan.For(value, reference, ConfigGoal.RulesOf(found, ConfigGoal.RepositoryOf(reference)));
        stage.Say($"{found.ConfigKey}: {plan?.Sentence ?? $"would fail: it is {value}, which is no image"}");
    }
}
