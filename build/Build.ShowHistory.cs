using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ShowHistory => _ => _
        .Description("Shows who changed the configuration, when, to which commit, and what it was before; changes nothing")
        .Executes(() => Run.QueryAsync(nameof(ShowHistory), ShowHistoryAsync));

    private async Task ShowHistoryAsync(Stage stage)
    {
        await using var cluster = await stage.OpenFoundClusterAsync();
        var entries = await new ChangeHistory(cluster.Store).ReadAsync(stage.Interrupted);
        StandardOutput.Answer(Json
            ? HistoryReport.Json(entries)
            : string.Join(Environment.NewLine, HistoryReport.Lines(cluster.Definition.Name, entries)));
    }
}
