using Fence.Tasks.Diagnostics;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ShowStatus => _ => _
        .Description("Shows what the configuration names, and what each DEA has; changes nothing")
        .Executes(() => Run.QueryAsync(nameof(ShowStatus), ShowAsync));

    private async Task ShowAsync(Stage stage)
    {
        await using var cluster = await stage.OpenFoundClusterAsync();
        var status = await ClusterStatus.ReadAsync(cluster, stage.Interrupted);
        StandardOutput.Answer(Json ? StatusReport.Json(status) : string.Join(Environment.NewLine, Format == AnswerFormat.Markdown ? StatusReport.Markdown(status) : StatusReport.Lines(status)));
        if (Check && !status.Drift.IsEmpty)
            throw new FenceException(Tasks.Diagnostics.ExitCode.ClusterFailed, status.Drift.Select(drift => Diagnostic.Error("FO050", drift, "Run RolloutDeas")));
    }
}
