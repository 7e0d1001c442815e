using Fence.Tasks.Reports;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target ListImages => _ => _
        .Description("Shows what the registry has: tags, digests, sizes, ages, and who needs it; changes nothing")
        .Executes(() => Run.QueryAsync(nameof(ListImages), ListAsync));

    private async Task ListAsync(Stage stage)
    {
        using var inventory = new InventoryRun(stage, await Run.FoundClusterAsync(stage.Interrupted));
        var found = await inventory.ReadAsync(needsAll: false);
        var now = Run.Clock.GetUtcNow();
        StandardOutput.Answer(Json
            ? InventoryReport.Json(found)
            : string.Join(
                Environment.NewLine,
                found.SelectMany(one => Format == AnswerFormat.Markdown ? InventoryReport.Markdown(one, now) : InventoryReport.Lines(one, now))));
    }
}
