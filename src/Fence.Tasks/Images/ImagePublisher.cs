using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Images;

/// <summary>Brings a built image into a registry, unless the registry has it already.</summary>
/// <param name="pushing">How it gets there from the builder.</param>
/// <param name="registry">The registry, as this machine reaches it.</param>
/// <param name="events">Where it tells what happens.</param>
public sealed class ImagePublisher(IImagePush pushing, IRegistry registry, IRunEvents events)
{
    /// <summary>Pushes, and reads back what the registry then has.</summary>
    /// <exception cref="FenceException">The registry cannot be reached, has another image under this tag, or has something else than was pushed.</exception>
    public async Task<PublishedImage> PublishAsync(BuiltImage image, RegistryDefinition definition, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(image, definition, cancellationToken);
        image = plan.Image;
        if (plan.Present is { } present)
        {
            events.Tell(new StepTaken($"nothing to push: {registry.Address} has {image.Reference} as {present.Digest}"));
            return present;
        }

        var target = new ImageReference(registry.Address, image.Repository, image.Tag);
        events.Tell(new StepTaken($"pushing {target}"));
        var push = await pushing.PushAsync(image.Id, target, cancellationToken);
        await ConfirmAsync(image, push.Digest, cancellationToken);
        events.Tell(new StepTaken($"pushed {push.LayersSent} layers, {push.LayersPresent} were there: {push.Digest}"));
        return Describe(image, definition, push.Digest);
    }

    /// <summary>Finds out what <see cref="PublishAsync"/> would do, and does nothing.</summary>
    /// <param name="image">The image; also one that is still to be built, and has no ID yet.</param>
    /// <param name="definition">The registry.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">The registry cannot be reached, or has another image under a tag that was asked for.</exception>
    public async Task<PublishPlan> PlanAsync(BuiltImage image, RegistryDefinition definition, CancellationToken cancellationToken)
    {
        var present = await registry.FindManifestAsync(image.Repository, image.Tag, cancellationToken);
        if (present is null || present.ImageId == image.Id)
            return Plan();

        // A tag is never moved. One that was asked for is the asker's to change; one that was derived is made unique.
        if (image.TagIsGiven)
            throw TagIsTaken(image, present);
        if (image.Id.Length == 0)
            return new PublishPlan(image, definition.Address, Present: null) { TagIsTaken = true };
        image = image with { Tag = image.UniqueTag };
        present = await registry.FindManifestAsync(image.Repository, image.Tag, cancellationToken);
        return Plan();

        PublishPlan Plan() => new(image, definition.Address, present is null ? null : Describe(image, definition, present.Digest) with { IsReused = true });
    }

    private async Task ConfirmAsync(BuiltImage image, string digest, CancellationToken cancellationToken)
    {
        var stored = await registry.FindManifestAsync(image.Repository, digest, cancellationToken);
        if (stored is null || stored.Digest != digest || stored.ImageId != image.Id)
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FR003",
                $"the registry at {registry.Address} confirmed {digest} for {image.Reference}, and then has {stored?.ToString() ?? "nothing"} under it",
                "Is another registry answering at the push address than the one that was pushed to?"));
    }

    private FenceException TagIsTaken(BuiltImage image, RegistryManifest present) => new(
        ExitCode.TargetFailed,
        Diagnostic.Error(
            "FR004",
            $"the tag {image.Tag} of {image.Repository} at {registry.Address} names another image, {present.ImageId}; this one is {image.Id}",
            "A tag is never moved to another image. Give this one a tag of its own: --image-tag <tag>"));

    private static PublishedImage Describe(BuiltImage image, RegistryDefinition definition, string digest) => new()
    {
        Registry = definition.Address,
        Repository = image.Repository,
        Tag = image.Tag,
        Digest = digest,
        ImageId = image.Id,
    };
}
