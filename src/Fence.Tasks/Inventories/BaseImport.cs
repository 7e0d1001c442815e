using System.Collections.Immutable;
using Fence.Tasks.Clusters;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Promotions;
using Fence.Tasks.Registries;
using Fence.Tasks.Registries.Pushing;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Inventories;

/// <summary>
/// Brings the base image, which is in no public registry, from a DEA into the cluster's, so that any machine can build on it. What the
/// registry had under the name before stays under a dated tag.
/// </summary>
/// <param name="registry">The registry, as this machine reaches it.</param>
/// <param name="address">The registry's address, as nodes know it.</param>
/// <param name="cache">What earlier pushes learnt.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="clock">Says which day it is.</param>
public sealed class BaseImport(IRegistryStore registry, string address, LayerCache cache, IRunEvents events, TimeProvider clock)
{
    /// <summary>Asks the DEAs which image they have, and the registry what it has.</summary>
    /// <param name="name">The base, as <c>fence.yml</c> names it.</param>
    /// <param name="deas">The DEAs in service.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">The base is named by a digest or at another registry; no DEA has it; the DEAs have different ones; or the registry fails.</exception>
    public async Task<BaseImportPlan> PlanAsync(string name, ImmutableArray<DeaNode> deas, CancellationToken cancellationToken)
    {
        var reference = ImageReference.Parse(name) is { } parsed && (parsed.Registry is null || parsed.Registry == address)
            ? parsed
            : throw Wrong(ExitCode.BadInput, "FR023", $"the base {name} is not one that DEAs come with", "ImportBase is for a base without a registry in its name and with a tag: image.base in fence.yml");
        var found = new List<(DeaNode Dea, string Id)>();
        foreach (var dea in deas)
        {
            if (await dea.Engine.FindImageAsync(name, cancellationToken) is { } image)
                found.Add((dea, image.Id));
        }

        if (found.Count == 0)
            throw Wrong(ExitCode.ClusterFailed, "FR024", $"no DEA has {name}", "Look for its name on one: docker images");
        if (found.DistinctBy(held => held.Id, StringComparer.Ordinal).Skip(1).Any())
            throw Wrong(
                ExitCode.ClusterFailed,
                "FR024",
                $"the DEAs have different images as {name}: {string.Join(", ", found.Select(held => $"{held.Dea.Name} {ContentDigest.Abbreviate(held.Id)}"))}",
                "Say whose is meant: --limit <DEA>");

        var there = await registry.FindManifestAsync(reference.Repository, reference.Tag, cancellationToken);
        var channel = new Channel(reference.Tag, reference.Repository, registry, address);
        return new BaseImportPlan(channel, found[0].Dea, found[0].Id, there)
        {
            FormerTag = there is null || there.ImageId == found[0].Id ? null : await channel.DatedTagAsync(there.Digest, clock.GetUtcNow(), cancellationToken),
        };
    }

    /// <summary>Does what was planned, and reads back what the registry then has.</summary>
    /// <returns>How the registry knows the base.</returns>
    /// <exception cref="FenceException">The DEA or the registry fails, or the registry has another image than the DEA afterwards.</exception>
    public async Task<RegistryManifest> ImportAsync(BaseImportPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.ChangesNothing)
            return plan.Present!;

        var (repository, tag) = (plan.Target.Repository, plan.Target.Name);
        if (plan is { FormerTag: { } dated, Present: { } former } && await registry.GetManifestAsync(repository, former.Digest, cancellationToken) is { } manifest)
            await registry.PutManifestAsync(repository, dated, manifest, cancellationToken);
        var archive = plan.Dea.Archive ?? throw Unreadable(plan);
        if (await new ImagePush(archive, registry, cache, events).PushAsync(plan.ImageId, repository, tag, [], cancellationToken) is null)
            throw Unreadable(plan);
        var there = await registry.FindManifestAsync(repository, tag, cancellationToken);
        return there?.ImageId == plan.ImageId
            ? there
            : throw Wrong(
                ExitCode.ClusterFailed,
                "FR025",
                $"{plan.Target.Reference} is {there?.ImageId ?? "nothing"} after it was brought there, and {plan.Dea.Name} has {plan.ImageId}",
                "Somebody else pushed there: look who, and run again");
    }

    private static FenceException Unreadable(BaseImportPlan plan) => Wrong(
        ExitCode.ClusterFailed,
        "FR026",
        $"the engine of {plan.Dea.Name} hands out {ContentDigest.Abbreviate(plan.ImageId)} in a form that only engines read",
        $"Let it push itself: on the DEA, docker tag {plan.ImageId} {plan.Target.Reference}, then docker push {plan.Target.Reference}");

    private static FenceException Wrong(ExitCode exitCode, string code, string message, string remedy) =>
        new(exitCode, Diagnostic.Error(code, message, remedy));
}

/// <summary>What ImportBase is about to do.</summary>
/// <param name="Target">The base's name at the registry.</param>
/// <param name="Dea">The DEA that it is taken from.</param>
/// <param name="ImageId">The image ID that the DEAs have.</param>
/// <param name="Present">What the registry has under the name; null for nothing.</param>
public sealed record BaseImportPlan(Channel Target, DeaNode Dea, string ImageId, RegistryManifest? Present)
{
    /// <summary>The tag that what the registry had gets; null where it stays or there was nothing.</summary>
    public string? FormerTag { get; init; }

    /// <summary>Whether the registry has this very image already.</summary>
    public bool ChangesNothing => Present?.ImageId == ImageId;

    /// <summary>The plan in words.</summary>
    public IEnumerable<string> Sentences
    {
        get
        {
            if (ChangesNothing)
            {
                yield return $"nothing to import: {Target.Reference} is {ImageId}, as on {Dea.Name}";
                yield break;
            }

            yield return $"{Target.Reference} becomes {ImageId}, from {Dea.Name}";
            if (FormerTag is not null)
                yield return $"what it was before, {Present!.Digest}, stays as {FormerTag}";
        }
    }
}
