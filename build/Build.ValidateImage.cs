using Fence.Tasks.Validation;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    // Assured, so that one run says everything that is wrong; what builds on a target that failed is still not run.
    private Target ValidateImage => _ => _
        .Description("Finds what is wrong with the Dockerfile, before it is built")
        .After(ValidateHooks)
        .AssuredAfterFailure()
        .Executes(() => Run.StageAsync(nameof(ValidateImage), ValidateImageAsync, (_, stage) => ValidateImageAsync(stage)));

    private async Task<StageResult> ValidateImageAsync(Stage stage)
    {
        var report = await Judgement.DockerfileAsync(stage.Definition, stage.Interrupted);
        return Run.Validation.Take(stage, report, LeastFailure(stage), Tasks.Diagnostics.ExitCode.ValidationFailed);
    }
}
