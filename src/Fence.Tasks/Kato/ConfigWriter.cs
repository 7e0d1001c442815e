using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Kato;

/// <summary>Names an image first in the cluster's configuration: reads, plans, writes, reads back.</summary>
/// <param name="kato">The configuration.</param>
/// <param name="events">Where it tells what happens.</param>
public sealed class ConfigWriter(IKato kato, IRunEvents events)
{
    /// <summary>Sets the key so that <paramref name="reference"/> is its first entry.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reference">The image, as every DEA has it.</param>
    /// <param name="cancellationToken">Ends it before the write; a write that has begun is finished and read back.</param>
    /// <exception cref="FenceException">kato failed, the key holds something else than images, or another value was read back.</exception>
    public async Task<ConfigChange> PutFirstAsync(ConfigKeyDefinition key, string reference, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(key, reference, cancellationToken);
        var before = plan.Before;
        if (plan.IsNoChange)
        {
            events.Tell(new StepTaken($"nothing to write: {key} names {reference} first"));
            return Describe(key, before, before, isWritten: false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        events.Tell(new StepTaken($"writing {key}: {plan.After}"));

        // From here on an interruption must not leave the question open whether the value was written.
        await kato.SetAsync(key, plan.After, plan.ChangesType, CancellationToken.None);
        var readBack = await kato.GetAsync(key, CancellationToken.None);
        if (!readBack.Equals(plan.After))
            throw ReadBackDiffers(key, plan, readBack);

        return Describe(key, before, readBack, isWritten: true);
    }

    /// <summary>Finds out what <see cref="PutFirstAsync"/> would write, and writes nothing.</summary>
    /// <exception cref="FenceException">kato failed, or the key holds something else than images.</exception>
    public async Task<ConfigPlan> PlanAsync(ConfigKeyDefinition key, string reference, CancellationToken cancellationToken)
    {
        var before = await kato.GetAsync(key, cancellationToken);
        return ConfigPlan.For(before, reference, IsSingle(key)) ?? throw IsNoImage(key, before);
    }

    // Release 1.0's docker/image is one string; docker/images is a list.
    private static bool IsSingle(ConfigKeyDefinition key) => !key.Path.EndsWith('s');

    private static ConfigChange Describe(ConfigKeyDefinition key, ConfigValue before, ConfigValue after, bool isWritten) => new()
    {
        Key = key.ToString(),
        Before = before.Entries,
        After = after.Entries,
        IsWritten = isWritten,
    };

    private static FenceException IsNoImage(ConfigKeyDefinition key, ConfigValue before) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FK002", $"{key} holds {before}, which is neither an image nor a list of images; it was left as it is",
            "Set it by hand to what it should be, or name another key: config_key in fence.yml"));

    private static FenceException ReadBackDiffers(ConfigKeyDefinition key, ConfigPlan plan, ConfigValue readBack) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FK003", $"{key} was set to {plan.After}, and then read back as {readBack}; before it was {plan.Before}",
            "Does somebody else change the configuration at the same time? Run again once they are done"));
}
