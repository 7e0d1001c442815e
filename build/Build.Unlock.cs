using Fence.Tasks.Clusters;
using Fence.Tasks.Runs;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target Unlock => _ => _
        .Description("Takes the cluster's lock from a run that you know is gone")
        .Executes(() => Run.QueryAsync(nameof(Unlock), UnlockAsync, RehearseUnlockAsync));

    private async Task UnlockAsync(Stage stage)
    {
        await using var cluster = await stage.OpenFoundClusterAsync();
        var holder = await new LockBreaker(cluster.Store, Retry.On(Run.Clock)).BreakAsync(stage.Interrupted);
        stage.Say(holder is null ? $"{Run.Cluster.Name} is not locked" : $"{Run.Cluster.Name} is no longer locked; it was by {holder}");
    }

    private async Task RehearseUnlockAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say($"{Run.Cluster.Name} does not run");
            return;
        }

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, Interrupted);
        var holder = await new LockBreaker(cluster.Store, Retry.On(Run.Clock)).FindAsync(stage.Interrupted);
        stage.Say(holder is null ? $"{Run.Cluster.Name} is not locked" : $"would take the lock from {holder}");
    }
}
