using Fence.Tasks.Diagnostics;
using Fence.Tasks.Images;
using Fence.Tasks.Kato;
using Fence.Tasks.Registries;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Rollouts;

/// <summary>Goes back to an earlier image: at once where every DEA still has it, else after a rollout of it.</summary>
/// <param name="ports">What it knows of the world.</param>
/// <param name="registry">The registry.</param>
/// <param name="address">The registry's address, as nodes know it.</param>
/// <param name="repository">The pipeline's repository, without the registry.</param>
public sealed class Rollback(RolloutPorts ports, IRegistry registry, string address, string repository)
{
    private readonly ChangeHistory history = new(ports.Core);

    /// <summary>Finds out where it would go.</summary>
    /// <param name="to">A tag or a digest; null for the value before the last change.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FenceException">There is nothing to go back to.</exception>
    public async Task<RollbackTarget> FindAsync(string? to, CancellationToken cancellationToken) =>
        to is null ? await FormerAsync(cancellationToken) : await NamedAsync(to, cancellationToken);

    /// <summary>Finds out whether every DEA in service still has it, so that it need not be rolled out first; does nothing.</summary>
    /// <exception cref="FenceException">A DEA does not answer.</exception>
    public async Task<bool> IsThereAsync(RollbackTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        return await HeldByAllAsync(target, cancellationToken) is not null;
    }

    /// <summary>Goes there.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Ends it before the write.</param>
    /// <exception cref="FenceException">A DEA does not have the image, and it cannot be brought there; or the configuration could not be changed.</exception>
    public async Task<ConfigChange> RunAsync(RollbackTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        var image = await HeldByAllAsync(target, cancellationToken) ?? await BringAsync(target, cancellationToken);
        return await new FenceConfig(ports).ChangeAsync(
            new ConfigGoal(ChangeKind.RolledBack, image, before => PlanFor(target, before)) { Digest = target.Digest, Commit = target.Commit },
            cancellationToken);
    }

    // The whole former value comes back where nobody has changed it since; else its image comes first, and the rest stays.
    private ConfigPlan? PlanFor(RollbackTarget target, ConfigValue before) =>
        target.Undone is { } change && before.Equals(change.After)
            ? new ConfigPlan(before, change.Before)
            : ConfigPlan.For(before, target.Reference, ConfigGoal.RulesOf(ports.Definition, repository: null));

    private async Task<RollbackTarget> FormerAsync(CancellationToken cancellationToken)
    {
        var key = ports.Definition.ConfigKey;
        var entries = await ports.Retry.RunAsync(() => history.ReadAsync(cancellationToken), pausing: null, cancellationToken);
        var now = await ports.Retry.RunAsync(() => ports.Kato.GetAsync(key, cancellationToken), pausing: null, cancellationToken);
        var last = entries.LastOrDefault(entry =>
            entry.Key == key.ToString() && entry.Kind == ChangeKind.Set && entry.Reference == now.Entries.FirstOrDefault() && IsOtherImage(entry));
        var before = last is null ? null : ConfigValue.FromJson(last.Before);
        if (last is null || before!.Entries.FirstOrDefault() is not { } reference)
            throw new FenceException(ExitCode.TargetFailed, Diagnostic.Error(
                "FO040",
                $"the history does not tell what {key} was before it was {now}",
                "Name an image: ./build.sh Rollback --to <tag or digest>; ./build.sh ShowHistory lists those there were"));
        var earlier = entries.LastOrDefault(entry => entry.Reference == reference);
        return new RollbackTarget(reference, earlier?.Digest)
        {
            Commit = earlier?.Commit,
            ImageId = earlier?.ImageId,
            Undone = new ConfigPlan(before, ConfigValue.FromJson(last.After)),
        };
    }

    // A change that only took old entries away is none that anybody wants to go back behind.
    private static bool IsOtherImage(HistoryEntry entry) => ConfigValue.FromJson(entry.Before).Entries.FirstOrDefault() != entry.Reference;

    private async Task<RollbackTarget> NamedAsync(string to, CancellationToken cancellationToken)
    {
        var entries = await ports.Retry.RunAsync(() => history.ReadAsync(cancellationToken), pausing: null, cancellationToken);
        var isDigest = to.StartsWith("sha256:", StringComparison.Ordinal);
        var known = entries.LastOrDefault(entry => isDigest ? entry.Digest == to : entry.Reference == $"{address}/{repository}:{to}");
        if (known is not null)
            return new RollbackTarget(known.Reference, known.Digest) { Commit = known.Commit, ImageId = known.ImageId };

        // Of an image that this cluster never named, the registry tells; a digest needs some tag, since the configuration names tags.
        var manifest = await registry.FindManifestAsync(repository, to, cancellationToken) ?? throw Unknown(to);
        var tag = isDigest ? $"digest-{ContentDigest.Abbreviate(to)}" : to;
        return new RollbackTarget($"{address}/{repository}:{tag}", manifest.Digest) { ImageId = manifest.ImageId };
    }

    private async Task<NamedImage?> HeldByAllAsync(RollbackTarget target, CancellationToken cancellationToken)
    {
        var deas = ports.Deas.InService();
        var id = target.ImageId ?? (await ports.Retry.RunAsync(
            () => deas[0].Engine.FindImageAsync(target.Reference, cancellationToken), pausing: null, cancellationToken))?.Id;
        if (id is null)
            return null;
        var image = new NamedImage(target.Reference, id);
        var answers = await new RolloutCheck(ports.Retry).AskAsync(image, deas, cancellationToken);
        if (answers.FirstOrDefault(answer => answer.IsSilent) is { } silent)
            throw new FenceException(ExitCode.ClusterFailed, silent.Reason!);
        return answers.All(answer => answer.Reason is null) ? image : null;
    }

    private async Task<NamedImage> BringAsync(RollbackTarget target, CancellationToken cancellationToken)
    {
        var reference = ImageReference.Parse(target.Reference);
        var manifest = reference is { } own && own.Name == $"{address}/{repository}"
            ? await registry.FindManifestAsync(repository, target.Digest ?? own.Tag, cancellationToken)
            : null;
        if (manifest is null || (target.ImageId is { } id && manifest.ImageId != id))
            throw new FenceException(ExitCode.ClusterFailed, Diagnostic.Error(
                "FO041",
                $"not every DEA has {target.Reference}, and the registry {address} does not have it either",
                "Name another one: ./build.sh ShowHistory lists those there were"));

        ports.Events.Tell(new StepTaken($"not every DEA has {target.Reference} any more: rolling it out first"));
        var image = new PublishedImage
        {
            Registry = address, Repository = repository, Tag = reference!.Tag, Digest = manifest.Digest, ImageId = manifest.ImageId,
        };
        await new Rollout(ports).RunAsync(image, RolloutPlan.For(ports.Definition.Rollout, ports.Definition.Deas, []), cancellationToken);
        return NamedImage.Of(image);
    }

    private FenceException Unknown(string to) => new(ExitCode.TargetFailed, Diagnostic.Error(
        "FO042", $"there is no {to} in the history of {ports.Definition.Name}, and none in {address}/{repository}", "./build.sh ShowHistory lists what there was"));
}

/// <summary>Where a rollback goes.</summary>
/// <param name="Reference">The image, by the name that the configuration will use.</param>
/// <param name="Digest">Its manifest's digest; null where it is not known.</param>
public sealed record RollbackTarget(string Reference, string? Digest)
{
    /// <summary>Its image ID; null where only the DEAs can tell.</summary>
    public string? ImageId { get; init; }

    /// <summary>The commit that it was made from; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>The change that is taken back as a whole; null where only an image is named first.</summary>
    public ConfigPlan? Undone { get; init; }
}
