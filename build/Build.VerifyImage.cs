using Fence.Tasks.Containers;
using Fence.Tasks.Registries;
using Fence.Tasks.Reports;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target VerifyImage => _ => _
        .Description("Lets an application live on the image as fence would, and holds the image to the contract of fence.yml")
        .DependsOn(BuildImage)
        .After(DescribeImage)
        .Executes(() => Run.StageAsync(nameof(VerifyImage), VerifyAsync, RehearseVerifyAsync));

    private async Task<StageResult> VerifyAsync(Stage stage)
    {
        var built = stage.Record.Built ?? throw MissingRecord.Of(stage.Name, nameof(BuildImage), Run.Cluster.Name);
        var source = VerificationSource.Read(stage.Definition);
        if (!IsNamed(stage.Name) && stage.Record.Verified is { } before && before.Vouches(built.Id, await source.ComputeDigestAsync(stage.Interrupted)))
            return stage.GoesOnFrom($"{built.Reference} was verified, {before.Tried} tried, none failed");

        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        var report = await new ImageVerifier(builder, stage.Events, Run.Clock).VerifyAsync(built.Id, source, stage.Interrupted);
        var record = stage.Record with { Verified = report.Verification };
        stage.Keep(record);
        await PublishVerificationAsync(stage, report.Verification);
        VerificationReports.Take(RootDirectory / "artifacts" / "verification.junit.xml", stage, built.Reference, report);
        return stage.Ended(record, isChanged: true);
    }

    // An image that is in the registry already is judged there by its latest result, a bad one, too. Before that, PushRegistry brings it.
    private async Task PublishVerificationAsync(Stage stage, Verification verification)
    {
        if (stage.Record.Published is not { } published || published.ImageId != verification.ImageId
            || await Run.TryFindClusterAsync(stage.Interrupted) is not { Registry: { } definition })
            return;
        using var registry = new RegistryClient(definition);
        await new PublishedVerifications(registry, stage.Events).PublishAsync(published.Repository, published.Digest, verification, stage.Interrupted);
    }

    private async Task RehearseVerifyAsync(Rehearsal rehearsal, Stage stage)
    {
        var source = VerificationSource.Read(stage.Definition);
        var image = rehearsal.Image is { NeedsBuild: true } plan ? plan.Image : rehearsal.Image?.Image ?? stage.Record.Built;
        var isKnown = !IsNamed(stage.Name) && image is not null
            && stage.Record.Verified?.Vouches(image.Id, await source.ComputeDigestAsync(stage.Interrupted)) == true;
        stage.Say(isKnown
            ? "would verify nothing: the image was verified by the same contract"
            : $"would let {source.Application.Name} live on the image, and hold it to {source.Contract.Wishes} wishes of fence.yml");
    }
}
