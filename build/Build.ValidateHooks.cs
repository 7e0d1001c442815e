using Fence.Tasks.Diagnostics;
using Fence.Tasks.Dockerfiles;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ValidateHooks => _ => _
        .Description("Finds what is wrong with fence.yml, the hooks and the Dockerfile, before anything is built")
        .Executes(() => Run.StageAsync(nameof(ValidateHooks), ValidateAsync, RehearseValidationAsync));

    // It changes nothing anyway, so a dry run judges as any other.
    private static Task RehearseValidationAsync(Rehearsal rehearsal, Stage stage) => ValidateAsync(stage);

    private static async Task<StageResult> ValidateAsync(Stage stage)
    {
        var hooks = await ImageValidation.HooksAsync(stage.Definition, stage.Interrupted);
        var report = DiagnosticReport.Of([.. hooks.Diagnostics, .. ImageValidation.Dockerfile(stage.Definition).Diagnostics]);
        report.ThrowIfErrors(Tasks.Diagnostics.ExitCode.ValidationFailed);

        foreach (var finding in report.Diagnostics)
            stage.Events.Tell(new DiagnosticFound(finding));
        stage.Say($"{report.Warnings} warnings in the hooks and the Dockerfile");
        return stage.Ended(stage.Record with { Validation = ValidationSummary.Of(report) }, isChanged: false);
    }
}
