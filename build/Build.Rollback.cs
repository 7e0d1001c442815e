using Fence.Tasks.Clusters;
using Fence.Tasks.Registries;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target Rollback => _ => _
        .Description("Goes back to the image before, or to the one that --to names, once every DEA has it")
        .Executes(() => Run.QueryAsync(nameof(Rollback), RollBackAsync, RehearseRollbackAsync));

    private async Task RollBackAsync(Stage stage)
    {
        await using var cluster = await stage.OpenFoundClusterAsync();
        using var registry = new RegistryClient(Run.Registry(cluster.Definition));
        var rollback = RollbackOf(stage, cluster, registry);
        var target = await rollback.FindAsync(To, stage.Interrupted);
        await stage.RequireSignatureAsync(cluster.Definition, stage.Definition.Image.Repository, target.Digest);
        stage.Say($"going back to {target.Reference}");
        var change = await rollback.RunAsync(target, stage.Interrupted);
        stage.Say($"{change.Key} is {string.Join(", ", change.After)}");
    }

    private async Task RehearseRollbackAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say($"{Run.Cluster.Name} does not run");
            return;
        }

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, Interrupted);
        using var registry = new RegistryClient(Run.Registry(found));
        var rollback = RollbackOf(stage, cluster, registry);
        var target = await rollback.FindAsync(To, stage.Interrupted);
        var isThere = await rollback.IsThereAsync(target, stage.Interrupted);
        stage.Say($"would go back to {target.Reference}, {(isThere ? "which every DEA has" : "and roll it out first, since not every DEA has it")}");
    }

    private Tasks.Rollouts.Rollback RollbackOf(Stage stage, Cluster cluster, IRegistry registry) =>
        new(Ports(stage, cluster), registry, Run.Registry(cluster.Definition).Address, stage.Definition.Image.Repository);
}
