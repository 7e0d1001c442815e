using Fence.Tasks.Clusters;
using Fence.Tasks.Images;
using Fence.Tasks.Registries;
using Fence.Tasks.Reports;
using Fence.Tasks.Rollouts;
using Fence.Tasks.Rollouts.Preflights;
using Fence.Tasks.Runs;
using Nuke.Common;

namespace Fence.Pipeline;

internal sealed partial class Build
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private Target RolloutDeas => _ => _
        .Description("Brings the image to every DEA, by digest, and compares what each then has")
        .DependsOn(PushRegistry)
        .Executes(() => Run.StageAsync(nameof(RolloutDeas), RolloutAsync, RehearseRolloutAsync));

    private async Task<StageResult> RolloutAsync(Stage stage)
    {
        var image = stage.Record.Published ?? throw MissingRecord.Of(stage.Name, nameof(PushRegistry), Run.Cluster.Name);
        if (!stage.IsAskedFor && stage.Record.Rollout is { } before)
            return stage.GoesOnFrom($"{before.Deas.Length} DEAs have {before.Reference}");

        await using var cluster = await stage.OpenClusterAsync();
        await stage.RequireSignatureAsync(cluster.Definition, image.Repository, image.Digest);
        var plan = RolloutPlan.For(cluster.Definition.Rollout, cluster.Definition.Deas, [.. Limit]);
        var rollout = await new Rollout(Ports(stage, cluster)).RunAsync(image, plan, stage.Interrupted);
        return stage.Ended(stage.Record with { Rollout = rollout }, isChanged: rollout.Deas.Any(dea => dea.Action != DeaAction.None));
    }

    private async Task RehearseRolloutAsync(Rehearsal rehearsal, Stage stage)
    {
        if (await rehearsal.FindClusterAsync() is not { } found)
        {
            stage.Say("every DEA would pull the image");
            return;
        }

        await using var cluster = await Tasks.Clusters.Cluster.OpenAsync(found, Run.Clock, Interrupted);
        var plan = RolloutPlan.For(found.Rollout, cluster.Definition.Deas, [.. Limit]);
        foreach (var line in plan.Lines)
            stage.Say(line);
        var image = ImageToBe(rehearsal, stage);
        var preflight = await new Preflight(Ports(stage, cluster)).ExamineAsync(image, plan, stage.Interrupted);
        foreach (var dea in preflight.Nodes)
            stage.Events.Tell(new NodeStepTaken(dea.Node, dea.Sentence));
        preflight.ThrowIfRefused();
        foreach (var finding in preflight.Findings)
            stage.Events.Tell(new DiagnosticFound(finding));
    }

    // The image as the registry has it, or null where it is still to be pushed.
    private PublishedImage? ImageToBe(Rehearsal rehearsal, Stage stage) => rehearsal.Publish is { } plan
        ? plan.Present
        : stage.Record.Published ?? throw MissingRecord.Of(stage.Name, nameof(PushRegistry), Run.Cluster.Name);

    private RolloutPorts Ports(Stage stage, Cluster cluster) => RolloutPorts.Of(
        cluster,
        Run.Definition.Brand,
        new AppendFile(RootDirectory / "artifacts" / "rollouts" / $"{cluster.Definition.Name}.journal"),
        Wait ? new LockOptions(LongestWait) : LockOptions.DoNotWait,
        new PublishedLayers(() => new RegistryClient(Run.Registry(cluster.Definition)), stage.Events),
        stage.Events,
        Run.Clock);
}
