using Fence.Tasks.Images.Differences;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target DiffImages => _ => _
        .Description("Shows what tells one image from another: packages, hooks, privileges, layers; changes nothing")
        .Requires(() => From)
        .Requires(() => To)
        .Executes(() => Run.QueryAsync(nameof(DiffImages), DiffAsync));

    private async Task DiffAsync(Stage stage)
    {
        var cluster = await Run.TryFindClusterAsync(stage.Interrupted);
        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        using var registry = cluster?.Registry is { } definition ? new RegistryClient(definition) : null;
        var finder = new ReceiptFinder(stage.Definition.Image, builder, builder, registry, registry is null ? null : new PublishedReceipts(registry, stage.Events), stage.Events);
        var difference = ImageDifference.Between(
            (From!, await finder.FindAsync(From!, stage.Interrupted)), (To!, await finder.FindAsync(To!, stage.Interrupted)));
        StandardOutput.Answer(Json
            ? DifferenceReport.Json(difference)
            : string.Join(Environment.NewLine, Format == AnswerFormat.Markdown ? DifferenceReport.Markdown(difference) : DifferenceReport.Lines(difference)));
        foreach (var finding in DifferenceReport.Findings(difference))
            stage.Events.Tell(new DiagnosticFound(finding));
    }
}
