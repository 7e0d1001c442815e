using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Definition;
using Fence.Tasks.Promotions;
using Fence.Tasks.Registries;
using Fence.Tasks.Reports;
using Fence.Tasks.Runs;
using Fence.Tasks.Signatures;

namespace Fence.Pipeline;

/// <summary>What a target's body gets.</summary>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Name">The target's name.</param>
/// <param name="Record">What the stages before it left.</param>
/// <param name="IsAskedFor">Whether it was asked for by name, or as a part of everything; else it is only there since a later stage needs it.</param>
/// <param name="Interrupted">Says that somebody wants the run to end.</param>
internal sealed record Stage(FenceRun Run, string Name, RunRecord Record, bool IsAskedFor, CancellationToken Interrupted)
{
    /// <summary>Keeps a record that is to be written even if the stage fails.</summary>
    public required Action<RunRecord> Keep { get; init; }

    public FenceDefinition Definition => Run.Definition;

    public IRunEvents Events => Run.Events;

    /// <summary>The cluster, connected on demand; the caller closes it.</summary>
    public async Task<Cluster> OpenClusterAsync() => await Cluster.OpenAsync(await Run.StartedClusterAsync(Interrupted), Run.Clock, Interrupted);

    /// <summary>The same, for what only looks: a cluster that is made on this machine is not started for it.</summary>
    public async Task<Cluster> OpenFoundClusterAsync() => await Cluster.OpenAsync(await Run.FoundClusterAsync(Interrupted), Run.Clock, Interrupted);

    /// <summary>Ends the stage where the cluster wants images that are signed, and this one is not.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="repository">The repository that has the image.</param>
    /// <param name="digest">The image's manifest; null where it is not known, so that nothing can vouch for it.</param>
    public async Task RequireSignatureAsync(ClusterDefinition cluster, string repository, string? digest)
    {
        if (cluster.Trust.IsEmpty)
            return;
        ImmutableArray<TrustedKey> trusted = [.. cluster.Trust.Select(key => TrustedKey.Read(key, Definition.RootDirectory))];
        using var registry = new RegistryClient(Run.Registry(cluster));
        var record = await new SignedPromotions(registry).RequireAsync(
            repository, digest ?? throw SignedPromotions.NoDigest(cluster.Name), trusted, Interrupted);
        Say($"signed: {record.Who} promoted it to {record.Channel}");
    }

    public void Say(string text) => Events.Tell(new StepTaken(text));

    /// <summary>Ends a stage that has nothing to do, since an earlier run did it with the same sources.</summary>
    public StageResult GoesOnFrom(string former)
    {
        Say($"goes on from artifacts/run.json: {former}");
        return new StageResult(Record, IsChanged: false);
    }

    public StageResult Ended(RunRecord record, bool isChanged) => new(record, isChanged);
}

/// <summary>What a target's body leaves.</summary>
/// <param name="Record">The record, with what it did.</param>
/// <param name="IsChanged">Whether it changed anything.</param>
internal sealed record StageResult(RunRecord Record, bool IsChanged);
