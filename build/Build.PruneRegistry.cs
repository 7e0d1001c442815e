using Fence.Tasks.Inventories;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    [Parameter("How many of the newest images PruneRegistry leaves although nobody needs them; none when left out")]
    private readonly int? Keep;

    private Target PruneRegistry => _ => _
        .Description("Takes the images out of the registry that no channel, cluster or dated tag names, after showing them")
        .Executes(() => Run.QueryAsync(nameof(PruneRegistry), PruneAsync, RehearsePruneAsync));

    private async Task PruneAsync(Stage stage)
    {
        await using var cluster = await stage.OpenFoundClusterAsync();
        await using var lease = await Ports(stage, cluster).Lock.TakeAsync(nameof(PruneRegistry), stage.Interrupted);
        using var inventory = new InventoryRun(stage, cluster.Definition);
        if (await inventory.Pruner.PruneAsync(await ShowPrunePlanAsync(stage, inventory), stage.Interrupted) > 0)
            stage.Say("the registry gives the space back when it next collects its garbage");
    }

    private async Task RehearsePruneAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say($"{Run.Cluster.Name} does not run");
            return;
        }

        using var inventory = new InventoryRun(stage, found);
        await ShowPrunePlanAsync(stage, inventory);
    }

    private async Task<RegistryPrunePlan> ShowPrunePlanAsync(Stage stage, InventoryRun inventory)
    {
        var plan = RegistryPrunePlan.For(inventory.Own(await inventory.ReadAsync(needsAll: true)), Keep ?? 0);
        foreach (var sentence in plan.Sentences)
            stage.Say(sentence);
        return plan;
    }
}
