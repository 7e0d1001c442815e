using Fence.Tasks.Validation;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ValidateImage => _ => _
        .Description("Finds what is wrong with the Dockerfile, before it is built")
        .After(ValidateHooks)
        .ProceedAfterFailure()
        .Executes(() => Run.StageAsync(nameof(ValidateImage), ValidateImageAsync, (_, stage) => ValidateImageAsync(stage)));

    private Task<StageResult> ValidateImageAsync(Stage stage) => Task.FromResult(Run.Validation.Take(
        stage, Judgement.Dockerfile(stage.Definition), LeastFailure(stage), Tasks.Diagnostics.ExitCode.ValidationFailed));
}
