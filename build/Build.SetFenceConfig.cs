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
        if (stage.Record is not { Published: { } image, Rollout: not null })
            throw MissingRecord.Of(stage.Name, nameof(RolloutDeas), Run.Cluster.Name);

        await using var cluster = await stage.OpenClusterAsync();

        // The record may be of another day: what counts is what the DEAs have now.
        await RolloutCheck.ThrowUnlessEveryDeaHasAsync(image, cluster.Deas, stage.Interrupted);
        var change = await new ConfigWriter(cluster.Kato, stage.Events)
            .PutFirstAsync(cluster.Definition.ConfigKey, image.Reference, stage.Interrupted);
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
        await using var cluster = Tasks.Clusters.Cluster.Open(found, Run.Clock);
        var plan = await new ConfigWriter(cluster.Kato, stage.Events).PlanAsync(found.ConfigKey, reference, stage.Interrupted);
        stage.Say($"{found.ConfigKey}: {plan.Sentence}");
    }
}
