using Fence.Tasks.Containers;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Registries;
using Fence.Tasks.Registries.Pushing;
using Fence.Tasks.Reports;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    [Parameter("Who compresses and sends an image's layers: fence, on all cores, or docker, the engine itself; fence when left out")]
    private readonly PushBy? Push;

    private Target PushRegistry => _ => _
        .Description("Brings the image into the cluster's registry, and reads back what is there")
        .DependsOn(DescribeImage, VerifyImage)
        .Executes(() => Run.StageAsync(nameof(PushRegistry), PushAsync, RehearsePushAsync));

    private async Task<StageResult> PushAsync(Stage stage)
    {
        var built = stage.Record.Built ?? throw MissingRecord.Of(stage.Name, nameof(BuildImage), Run.Cluster.Name);
        var definition = Run.Registry(await Run.StartedClusterAsync(stage.Interrupted));
        using var registry = new RegistryClient(definition);
        if (!stage.IsAskedFor
            && stage.Record.Published is { } before
            && await registry.FindManifestAsync(before.Repository, before.Digest, stage.Interrupted) is not null)
            return stage.GoesOnFrom(before.PinnedReference);

        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        var published = await Publisher(builder, registry, stage).PublishAsync(built, definition, stage.Interrupted);
        await new PublishedReceipts(registry, stage.Events)
            .PublishAsync(published, await ReceiptAsync(stage, built, builder), stage.Interrupted);
        if (stage.Record.Verified is { } verified && verified.ImageId == published.ImageId)
            await new PublishedVerifications(registry, stage.Events).PublishAsync(published.Repository, published.Digest, verified, stage.Interrupted);
        return stage.Ended(stage.Record.With(published), isChanged: !published.IsReused);
    }

    // The base is in the registry as the DEAs have it, and most of an image is its base.
    private ImagePublisher Publisher(DockerHost builder, RegistryClient registry, Stage stage)
    {
        IImagePush pushing = new PushByEngine(builder, keepsName: registry.Address == Run.Cluster.Registry?.Address);
        if (Push != PushBy.Docker)
            pushing = new PushByLayers(
                new ImagePush(builder, registry, Layers(), stage.Events),
                ImageReference.Parse(stage.Definition.Image.Base) is { } shared ? [shared] : [],
                pushing);
        return new ImagePublisher(pushing, registry, stage.Events);
    }

    private static LayerCache Layers() => new(LayerCache.DefaultFile(Environment.GetEnvironmentVariable));

    private async Task RehearsePushAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } cluster)
        {
            stage.Say("would push the image");
            return;
        }

        var built = rehearsal.Image?.Image ?? stage.Record.Built ?? throw MissingRecord.Of(stage.Name, nameof(BuildImage), Run.Cluster.Name);
        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        using var registry = new RegistryClient(Run.Registry(cluster));
        rehearsal.Publish = await Publisher(builder, registry, stage).PlanAsync(built, Run.Registry(cluster), stage.Interrupted);
        stage.Say(rehearsal.Publish.Sentence);
    }
}
