using System.Globalization;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Reports;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target DescribeImage => _ => _
        .Description("Writes down what is in the image: packages, hooks, privileges, layers; as a receipt and as CycloneDX")
        .DependsOn(BuildImage)
        .Executes(() => Run.StageAsync(nameof(DescribeImage), DescribeAsync, RehearseDescribeAsync));

    private static ReceiptFolder Receipts => new(RootDirectory / "artifacts" / "images");

    private async Task<StageResult> DescribeAsync(Stage stage)
    {
        var built = stage.Record.Built ?? throw MissingRecord.Of(stage.Name, nameof(BuildImage), Run.Cluster.Name);
        var found = Receipts.Find(built);
        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        var receipt = await ReceiptAsync(stage, built, builder);
        stage.Say(string.Create(CultureInfo.InvariantCulture, $"{(found is null ? "" : "nothing to describe: ")}{receipt.Packages.Length} packages, {receipt.Hooks.Length} hooks, {receipt.Privileges.Length} files with privileges, {receipt.Layers.Length} layers, in {Path.GetRelativePath(RootDirectory, Receipts.PathFor(built))}"));
        return stage.Ended(stage.Record, isChanged: found is null);
    }

    private static async Task<ImageReceipt> ReceiptAsync(Stage stage, BuiltImage built, DockerHost builder) => Receipts.Find(built)
        ?? await Receipts.WriteAsync(built, stage.Definition.Image.HookFolder, builder, stage.Events, stage.Interrupted);

    private Task RehearseDescribeAsync(Rehearsal rehearsal, Stage stage)
    {
        var built = rehearsal.Image?.Image ?? stage.Record.Built;
        stage.Say(built is { Id.Length: > 0 } && Receipts.Find(built) is not null
            ? $"would describe nothing: {built.Reference} has its receipt"
            : "would describe the image, and write its receipt");
        return Task.CompletedTask;
    }
}
