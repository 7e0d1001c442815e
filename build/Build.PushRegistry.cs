using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Reports;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target PushRegistry => _ => _
        .Description("Brings the image into the cluster's registry, and reads back what is there")
        .DependsOn(BuildImage)
        .Executes(() => Run.StageAsync(nameof(PushRegistry), PushAsync));

    private async Task<StageResult> PushAsync(Stage stage)
    {
        var built = stage.Record.Built ?? throw MissingRecord.Of(stage.Name, nameof(BuildImage), Run.Cluster.Name);
        if (!stage.IsAskedFor && stage.Record.Published is { } before)
            return stage.GoesOnFrom(before.PinnedReference);

        var definition = Run.Registry(await Run.StartedClusterAsync(stage.Interrupted));
        await using var builder = Builder.Open(stage.Definition.Image);
        using var registry = new RegistryClient(definition);
        var published = await new ImagePublisher(builder, registry, stage.Events).PublishAsync(built, definition, stage.Interrupted);
        return stage.Ended(stage.Record.With(published), isChanged: !published.IsReused);
    }
}
