using System.Collections.Immutable;
using System.Globalization;
using Fence.Tasks.Containers;
using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Images.Receipts;
using Fence.Tasks.Promotions.Gates;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;
using Fence.Tasks.Signatures;

namespace Fence.Tasks.Promotions;

/// <summary>Lets a channel name an image: by its digest, never built again, and never over something that nobody has looked at.</summary>
/// <param name="source">The registry that has the image.</param>
/// <param name="channel">The channel.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Says when it happened.</param>
public sealed class Promoter(IRegistryStore source, Channel channel, IRunEvents events, TimeProvider clock)
{
    private static readonly string[] Known = [ReceiptFile.MediaType, CycloneDx.MediaType, PublishedVerifications.ArtifactType, Approvals.ArtifactType];

    /// <summary>What the cluster may allow, as it is noted in the record.</summary>
    public PolicyDefinition Policy { get; init; } = new();

    /// <summary>Finds out what a promotion would do, and does nothing.</summary>
    /// <param name="repository">The repository that has the image.</param>
    /// <param name="from">A tag or a digest.</param>
    /// <param name="gates">Asks what has to hold of the image.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">A registry fails, or there is no such image.</exception>
    public async Task<PromotionPlan> PlanAsync(
        string repository, string from, Func<PromotionCandidate, Task<ImmutableArray<PromotionGate>>> gates, CancellationToken cancellationToken)
    {
        var name = $"{source.Address}/{repository}{(from.Contains(':', StringComparison.Ordinal) ? '@' : ':')}{from}";
        var image = await source.FindManifestAsync(repository, from, cancellationToken)
            ?? throw Wrong("FM004", $"there is no {name} to promote", "Name a tag or a digest that is in the cluster's registry: --from <tag|digest>");
        var candidate = await CandidateAsync(source, repository, image, cancellationToken);
        return await PlanAsync(name, candidate, await gates(candidate), isUndo: false, cancellationToken);
    }

    /// <summary>Finds out what taking the last promotion back would do, and does nothing.</summary>
    /// <exception cref="FenceException">The registry fails, nobody promoted what the channel names, or what it named before is gone.</exception>
    public async Task<PromotionPlan> PlanUndoAsync(CancellationToken cancellationToken)
    {
        var current = await channel.FindDigestAsync(cancellationToken)
            ?? throw Wrong("FM003", $"{channel.Reference} names nothing that could be taken back", null);
        var record = await channel.FindPromotionAsync(current, cancellationToken)
            ?? throw Wrong("FM003", $"there is no record of a promotion of {current} to {channel.Reference}", "Promote what it should name: --from <tag|digest>");
        var former = record.Former ?? throw Wrong("FM003", $"{channel.Reference} named nothing before {current}", null);
        var image = await channel.Registry.FindManifestAsync(channel.Repository, former, cancellationToken)
            ?? throw Wrong("FM003", $"{former}, which {channel.Reference} named before, is there no more", "Promote what it should name: --from <tag|digest>");
        var candidate = await CandidateAsync(channel.Registry, channel.Repository, image, cancellationToken);
        return await PlanAsync($"{channel.Address}/{channel.Repository}@{former}", candidate, [], isUndo: true, cancellationToken);
    }

    /// <summary>Does what was planned.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="who">Who does it.</param>
    /// <param name="key">The key that signs the record; null for none.</param>
    /// <param name="cancellationToken">Ends it; until the last step the channel names what it named.</param>
    /// <returns>The record; null where the channel named the image already.</returns>
    /// <exception cref="FenceException">Something that has to hold does not, the channel was moved in the meantime, or a registry fails.</exception>
    public async Task<PromotionRecord?> PromoteAsync(PromotionPlan plan, string who, SigningKey? key, CancellationToken cancellationToken)
    {
        if (!plan.IsAllowed)
            throw Refused(plan);
        if (plan.ChangesNothing)
        {
            if (key is not null && await channel.FindPromotionAsync(plan.Digest, cancellationToken) is { } before)
                await SignAsync(plan, before, key, cancellationToken);
            return null;
        }

        var from = plan.IsUndo ? channel.Registry : source;
        var copied = await new ImageCopy(from, channel.Registry).CopyAsync(plan.FromRepository, channel.Repository, plan.Digest, cancellationToken);
        events.Tell(new StepTaken(string.Create(
            CultureInfo.InvariantCulture,
            $"copied {plan.Digest} to {channel.Address}/{channel.Repository}: {copied.Mounted} blobs mounted, {copied.Sent} sent, {copied.BytesSent / 1e6:0.0} MB through this machine")));
        await CopyArtifactsAsync(plan, from, cancellationToken);
        await KeepFormerAsync(plan, cancellationToken);

        // Before the channel moves: who looks at it then finds why.
        var record = RecordOf(plan, who);
        await new ArtifactStore(channel.Registry).AttachAsync(
            channel.Repository, plan.Digest, new Artifact(PromotionRecord.ArtifactType, "application/json", record.Write()), cancellationToken);
        if (key is not null)
            await SignAsync(plan, record, key, cancellationToken);
        await MoveAsync(plan, copied.Manifest, cancellationToken);
        events.Tell(new StepTaken($"{channel.Reference} is {plan.Digest}"));
        return record;
    }

    private async Task<PromotionCandidate> CandidateAsync(
        IRegistryStore registry, string repository, RegistryManifest image, CancellationToken cancellationToken)
    {
        var former = await channel.Registry.FindManifestAsync(channel.Repository, channel.Name, cancellationToken);
        return new PromotionCandidate
        {
            Repository = repository,
            Image = image,
            Commit = (await registry.GetLabelsAsync(repository, image, cancellationToken)).GetValueOrDefault(ImageLabels.Revision),
            Receipt = await new PublishedReceipts(registry, events).FindAsync(repository, image, cancellationToken),
            Former = former?.Digest,
            FormerReceipt = former is null ? null : await new PublishedReceipts(channel.Registry, events).FindAsync(channel.Repository, former, cancellationToken),
        };
    }

    private async Task<PromotionPlan> PlanAsync(
        string name, PromotionCandidate candidate, ImmutableArray<PromotionGate> gates, bool isUndo, CancellationToken cancellationToken)
    {
        var (digest, former) = (candidate.Image.Digest, candidate.Former);
        return new PromotionPlan
        {
            Reference = channel.Reference,
            From = name,
            FromRepository = candidate.Repository,
            Digest = digest,
            ImageId = candidate.Image.ImageId,
            Former = former,
            FormerTag = former is null || former == digest ? null : await channel.DatedTagAsync(former, clock.GetUtcNow(), cancellationToken),
            Commit = candidate.Commit,
            Gates = gates,
            Differences = candidate.Differences,
            Policy = PolicyFacts.Of(Policy),
            FormerPolicy = former is null ? null : (await channel.FindPromotionAsync(former, cancellationToken))?.Policy,
            IsUndo = isUndo,
        };
    }

    // What is known of the image goes with it, so that the next promotion can compare, and whoever has only this registry can look.
    private async Task CopyArtifactsAsync(PromotionPlan plan, IRegistryStore from, CancellationToken cancellationToken)
    {
        if (IsInChannel(from, plan))
            return;
        var store = new ArtifactStore(channel.Registry);
        await foreach (var artifact in new ArtifactStore(from).ReadAllAsync(plan.FromRepository, plan.Digest, artifactType: null, cancellationToken))
        {
            if (Known.Contains(artifact.ArtifactType, StringComparer.Ordinal))
                await store.AttachAsync(channel.Repository, plan.Digest, artifact, cancellationToken);
        }
    }

    private async Task KeepFormerAsync(PromotionPlan plan, CancellationToken cancellationToken)
    {
        if (plan is not { Former: { } former, FormerTag: { } tag })
            return;
        var manifest = await channel.Registry.GetManifestAsync(channel.Repository, former, cancellationToken) ?? throw Moved(plan, null);
        await channel.Registry.PutManifestAsync(channel.Repository, tag, manifest, cancellationToken);
        events.Tell(new StepTaken($"{channel.Address}/{channel.Repository}:{tag} is {former}"));
    }

    // Also where the image comes from: clusters are rolled out to from there.
    private async Task SignAsync(PromotionPlan plan, PromotionRecord record, SigningKey key, CancellationToken cancellationToken)
    {
        var isNew = await new SignedPromotions(channel.Registry).SignAsync(channel.Repository, record, key, cancellationToken);
        if (!plan.IsUndo && !IsInChannel(source, plan))
            isNew |= await new SignedPromotions(source).SignAsync(plan.FromRepository, record, key, cancellationToken);
        if (isNew)
            events.Tell(new StepTaken($"signed the record with the key {key.KeyId}"));
    }

    private bool IsInChannel(IRegistryStore registry, PromotionPlan plan) =>
        registry.Address == channel.Registry.Address && plan.FromRepository == channel.Repository;

    // Registries cannot be told to move a tag only from what it is; so it is looked at right before, and right after.
    private async Task MoveAsync(PromotionPlan plan, ManifestDocument manifest, CancellationToken cancellationToken)
    {
        var now = await channel.FindDigestAsync(cancellationToken);
        if (now != plan.Former)
            throw Moved(plan, now);
        await channel.Registry.PutManifestAsync(channel.Repository, channel.Name, manifest, cancellationToken);
        if (await channel.FindDigestAsync(cancellationToken) is var then && then != plan.Digest)
            throw Moved(plan, then);
    }

    private PromotionRecord RecordOf(PromotionPlan plan, string who) => new()
    {
        Channel = channel.Name,
        Reference = plan.Reference,
        Digest = plan.Digest,
        ImageId = plan.ImageId,
        From = plan.From,
        Former = plan.Former,
        FormerTag = plan.FormerTag,
        IsUndo = plan.IsUndo,
        Who = who,
        When = clock.GetUtcNow(),
        Commit = plan.Commit,
        Gates = plan.Gates,
        Differences = plan.Differences,
        Policy = plan.Policy,
    };

    private static FenceException Refused(PromotionPlan plan) => new(
        ExitCode.RefusedByPolicy,
        plan.Gates.Where(gate => !gate.Passed).Select(gate => Diagnostic.Error(
            "FM001", $"{plan.From} is not promoted to {plan.Reference}: {gate.Text}", $"The channel asks for it in fence.yml: {gate.Name}")));

    private static FenceException Moved(PromotionPlan plan, string? now) => Wrong(
        "FM002",
        $"somebody else moved {plan.Reference} in the meantime: it was {plan.Former ?? "nothing"}, and is {now ?? "nothing"}",
        "Look at what it is now, and run again");

    private static FenceException Wrong(string code, string message, string? remedy) =>
        new(ExitCode.TargetFailed, Diagnostic.Error(code, message, remedy));
}
