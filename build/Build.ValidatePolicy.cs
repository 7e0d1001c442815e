using Fence.Tasks.Policy;
using Fence.Tasks.Validation;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ValidatePolicy => _ => _
        .Description("Refuses what the policy must not allow, and shows what the cluster allows now; changes nothing")
        .After(ValidateHooks, ValidateImage)
        .AssuredAfterFailure()
        .Executes(() => Run.StageAsync(nameof(ValidatePolicy), ValidatePolicyAsync, (_, stage) => ValidatePolicyAsync(stage)));

    private async Task<StageResult> ValidatePolicyAsync(Stage stage)
    {
        var cluster = await PrivilegesAsync(stage);
        foreach (var line in cluster is null ? [] : PrivilegeDiff.Lines(stage.Definition.Policy, cluster))
            stage.Say(line);
        var today = DateOnly.FromDateTime(Run.Clock.GetUtcNow().UtcDateTime);
        return Run.Validation.Take(
            stage, Judgement.Policy(stage.Definition, today, cluster), LeastFailure(stage), Tasks.Diagnostics.ExitCode.RefusedByPolicy);
    }

    // A micro cloud that another target of this run is just starting is not asked: it would not answer yet.
    private async Task<ClusterPrivileges?> PrivilegesAsync(Stage stage)
    {
        if (!InvokedTargets.Any(target => target.Name == stage.Name))
            return null;

        try
        {
            await using var cluster = await stage.OpenFoundClusterAsync();
            return await cluster.ReadPrivilegesAsync(stage.Definition.Brand, stage.Interrupted);
        }
        catch (Tasks.Diagnostics.FenceException unreachable) when (unreachable.Exit == Tasks.Diagnostics.ExitCode.ClusterFailed)
        {
            stage.Say($"the cluster was not asked what it allows: {unreachable.Message}");
            return null;
        }
    }
}
