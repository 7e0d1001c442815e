using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target StartMicroCloud => _ => _
        .Description("Makes the cluster on this machine, or heals it; does nothing for a cluster that is not made here")
        .After(ValidateHooks, ValidateImage, ValidatePolicy)
        .Executes(() => Run.QueryAsync(nameof(StartMicroCloud), StartAsync, RehearseStartAsync));

    private Target StopMicroCloud => _ => _
        .Description("Removes the cluster on this machine, with all that is in it")
        .Executes(() => Run.QueryAsync(nameof(StopMicroCloud), StopAsync, RehearseStopAsync));

    private async Task StartAsync(Stage stage)
    {
        var cluster = await Run.StartedClusterAsync(stage.Interrupted);
        stage.Say(cluster.MicroCloud is null
            ? $"the cluster {cluster.Name} is not made on this machine"
            : $"the cluster {cluster.Name} runs: ssh -F {cluster.SshConfig} {cluster.Core!.Endpoint["ssh://".Length..]}");
    }

    private async Task RehearseStartAsync(Rehearsal rehearsal, Stage stage) => stage.Say(await rehearsal.FindClusterAsync() is null
        ? $"would make the cluster {Run.Cluster.Name} on this machine, of a Core and {Run.Cluster.MicroCloud!.Deas} DEAs"
        : $"the cluster {Run.Cluster.Name} is there; would mend what it lacks");

    private async Task RehearseStopAsync(Rehearsal rehearsal, Stage stage) => stage.Say(
        Run.Cluster.MicroCloud is not null && await rehearsal.FindClusterAsync() is not null
            ? $"would remove {Run.Cluster.Name}, with all that is in it"
            : $"there is no {Run.Cluster.Name} on this machine to remove");

    private async Task StopAsync(Stage stage) =>
        stage.Say(await Run.StopMicroCloudAsync(stage.Interrupted) ? $"removed {Run.Cluster.Name}" : $"{Run.Cluster.Name} was not there");
}
