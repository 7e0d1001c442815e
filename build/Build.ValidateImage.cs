using Fence.Tasks.Clusters;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Kato;
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
        var known = await new BaseImageReader(() => Builder.Open(stage.Definition.Image, Run.Clock), AskConfigurationAsync, Run.Clock)
            .ReadAsync(ImageValidation.StartingPoint(stage.Definition), stage.Definition.Image.Repository, stage.Interrupted);
        var report = await Judgement.DockerfileAsync(stage.Definition, known, stage.Interrupted);
        return Run.Validation.Take(stage, report, LeastFailure(stage), Tasks.Diagnostics.ExitCode.ValidationFailed);
    }

    // A cluster that is made on this machine is not started for it.
    private async Task<ConfigValue> AskConfigurationAsync(CancellationToken cancellationToken)
    {
        if (await Run.TryFindClusterAsync(cancellationToken) is not { } found)
            return new ConfigValue.Missing();

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, cancellationToken);
        return await cluster.Kato.GetAsync(found.ConfigKey, cancellationToken);
    }
}
