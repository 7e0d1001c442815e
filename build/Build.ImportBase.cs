using Fence.Tasks.Clusters;
using Fence.Tasks.Inventories;
using Fence.Tasks.Registries;
using Fence.Tasks.Rollouts;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ImportBase => _ => _
        .Description("Brings the base image from a DEA into the cluster's registry, so that any machine can build on it")
        .DependsOn(StartMicroCloud)
        .Executes(() => Run.QueryAsync(nameof(ImportBase), ImportBaseAsync, RehearseImportBaseAsync));

    private async Task ImportBaseAsync(Stage stage)
    {
        await using var cluster = await stage.OpenClusterAsync();
        using var registry = new RegistryClient(Run.Registry(cluster.Definition));
        var (import, plan) = await PlanImportAsync(stage, cluster, registry);
        var there = await import.ImportAsync(plan, stage.Interrupted);
        stage.Say($"{plan.Target.Address}/{plan.Target.Repository}@{there.Digest} is the base, {there.ImageId}");
    }

    private async Task RehearseImportBaseAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say("would bring the base into the cluster's registry");
            return;
        }

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, stage.Interrupted);
        using var registry = new RegistryClient(Run.Registry(found));
        await PlanImportAsync(stage, cluster, registry);
    }

    private async Task<(BaseImport Import, BaseImportPlan Plan)> PlanImportAsync(Stage stage, Cluster cluster, RegistryClient registry)
    {
        var meant = RolloutPlan.For(cluster.Definition.Rollout, cluster.Definition.Deas, [.. Limit]).Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var import = new BaseImport(registry, Run.Registry(cluster.Definition).Address, Layers(), stage.Events, Run.Clock);
        var plan = await import.PlanAsync(stage.Definition.Image.Base, [.. cluster.Deas.Where(dea => meant.Contains(dea.Name))], stage.Interrupted);
        foreach (var sentence in plan.Sentences)
            stage.Say(sentence);
        return (import, plan);
    }
}
