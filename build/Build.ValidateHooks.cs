using Fence.Tasks.Diagnostics;
using Fence.Tasks.Validation;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    // It changes nothing anyway, so a dry run judges as any other.
    private Target ValidateHooks => _ => _
        .Description("Finds what is wrong with fence.yml and the hooks, before anything is built")
        .Executes(() => Run.StageAsync(nameof(ValidateHooks), ValidateHooksAsync, (_, stage) => ValidateHooksAsync(stage)));

    private async Task<StageResult> ValidateHooksAsync(Stage stage)
    {
        var report = await Judgement.HooksAsync(stage.Definition.WithManifest(Manifest), stage.Interrupted);
        return Run.Validation.Take(stage, report, LeastFailure(stage), Tasks.Diagnostics.ExitCode.ValidationFailed);
    }

    private Severity LeastFailure(Stage stage) => FailOn switch
    {
        Fence.Pipeline.FailOn.Warning => Severity.Warning,
        Fence.Pipeline.FailOn.Error => Severity.Error,
        _ => stage.Definition.Validation.FailOn,
    };
}
