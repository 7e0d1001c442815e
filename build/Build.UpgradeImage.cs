using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Docker;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Rollouts.Upgrades;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private Target UpgradeImage => _ => _
        .Description("Upgrades the packages of the base image, and makes that latest on one DEA after another; leaves the configuration alone")
        .DependsOn(StartMicroCloud)
        .Executes(() => Run.QueryAsync(nameof(UpgradeImage), UpgradeAsync, RehearseUpgradeAsync));

    private async Task UpgradeAsync(Stage stage)
    {
        await using var cluster = await stage.OpenClusterAsync();
        await using var lease = await Ports(stage, cluster).Lock.TakeAsync(nameof(UpgradeImage), stage.Interrupted);
        var tagger = Tagger(stage);
        if (Revert)
        {
            await tagger.RevertAsync(cluster.DeasInService, stage.Interrupted);
            return;
        }

        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        using var registry = new RegistryClient(Run.Registry(cluster.Definition));
        var upgrade = Upgrade(builder, registry, Run.Registry(cluster.Definition), stage);
        var plan = await upgrade.PlanAsync(stage.Definition.Image, Rebuild, stage.Interrupted);
        if (plan.Present is { } present)
            stage.Say($"goes on with {plan.Reference}, which the registry has as {present.Digest}; --rebuild makes another one");
        var published = plan.Present ?? await upgrade.MakeAsync(plan, id => VerifyUpgradeAsync(stage, plan, id), stage.Interrupted);
        await tagger.UpgradeAsync(published, cluster.DeasInService, stage.Interrupted);
        await TellUseAsync(stage, cluster);
    }

    private async Task RehearseUpgradeAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say(Revert ? "every DEA would get back its former latest" : $"would build an upgrade of {stage.Definition.Image.Base}, and make it latest on every DEA");
            return;
        }

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, Interrupted);
        if (Revert)
        {
            await Tagger(stage).ForecastRevertAsync(cluster.DeasInService, stage.Interrupted);
            return;
        }

        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        using var registry = new RegistryClient(Run.Registry(found));
        var plan = await Upgrade(builder, registry, Run.Registry(found), stage).PlanAsync(stage.Definition.Image, Rebuild, stage.Interrupted);
        stage.Say(plan.Sentence);
        await Tagger(stage).ForecastUpgradeAsync(plan, cluster.DeasInService, stage.Interrupted);
    }

    // The contract of fence.yml is for the image that is built from the repository; of this one, an application has to live on it.
    private async Task VerifyUpgradeAsync(Stage stage, UpgradePlan plan, string imageId)
    {
        await using var builder = Builder.Open(stage.Definition.Image, Run.Clock);
        var source = VerificationSource.Read(stage.Definition).WithoutContract();
        var report = await new ImageVerifier(builder, stage.Events, Run.Clock).VerifyAsync(imageId, source, stage.Interrupted);
        VerificationReports.Take(RootDirectory / "artifacts" / "upgrade.junit.xml", stage, plan.Reference, report);
    }

    private static async Task TellUseAsync(Stage stage, Tasks.Clusters.Cluster cluster)
    {
        var key = cluster.Definition.ConfigKey;
        var configured = (await cluster.Kato.GetAsync(key, stage.Interrupted)).Entries;
        if (LatestUse.Sentence(configured, UpgradeBase(stage), key) is { } unused)
            stage.Say(unused);
    }

    private ImageUpgrade Upgrade(DockerHost builder, RegistryClient registry, RegistryDefinition definition, Stage stage) =>
        new(builder, registry, definition, Publisher(builder, registry, stage), stage.Events, Run.Clock);

    private static LatestTagger Tagger(Stage stage) => new(UpgradeBase(stage).Name, stage.Events);

    private static ImageReference UpgradeBase(Stage stage) => ImageUpgrade.BaseOf(stage.Definition.Image);
}
