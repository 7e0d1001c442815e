using Fence.Tasks.Rollouts.Privileges;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target SetPrivileged => _ => _
        .Description("Lets the cluster allow what the policy says: privileged containers, and sudo by quota")
        .Executes(() => Run.QueryAsync(nameof(SetPrivileged), SetPrivilegedAsync, RehearsePrivilegedAsync));

    private async Task SetPrivilegedAsync(Stage stage)
    {
        await using var cluster = await stage.OpenFoundClusterAsync();
        var changes = await PrivilegesOf(stage, cluster).ApplyAsync(stage.Definition.Policy, stage.Interrupted);
        if (changes == 0)
            stage.Say("nothing to write: the cluster allows what the policy says");
    }

    private async Task RehearsePrivilegedAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say($"{Run.Cluster.Name} does not run");
            return;
        }

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, Interrupted);
        var plan = await PrivilegesOf(stage, cluster).PlanAsync(stage.Definition.Policy, stage.Interrupted);
        foreach (var line in plan.Lines)
            stage.Say(line);
    }

    private PrivilegeChange PrivilegesOf(Stage stage, Tasks.Clusters.Cluster cluster) =>
        new(Ports(stage, cluster), cluster.Quotas(stage.Definition.Brand), stage.Definition.Brand);
}
