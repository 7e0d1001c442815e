using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target RolloutDeas => _ => _
        .Description("Brings the image to every DEA, by digest, and compares what each then has")
        .DependsOn(PushRegistry)
        .Executes(() => Run.StageAsync(nameof(RolloutDeas), RolloutAsync));

    private async Task<StageResult> RolloutAsync(Stage stage)
    {
        var image = stage.Record.Published ?? throw MissingRecord.Of(stage.Name, nameof(PushRegistry), Run.Cluster.Name);
        if (!stage.IsAskedFor && stage.Record.Rollout is { } before)
            return stage.GoesOnFrom($"{before.Deas.Length} DEAs have {before.Reference}");

        await using var cluster = await stage.OpenClusterAsync();
        var rollout = await new Rollout(stage.Events, Run.Clock).RunAsync(image, cluster.Deas, stage.Interrupted);
        return stage.Ended(stage.Record with { Rollout = rollout }, isChanged: rollout.Deas.Any(dea => dea.Action != DeaAction.None));
    }
}
