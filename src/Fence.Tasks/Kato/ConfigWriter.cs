using Fence.Tasks.Definition;
using Fence.Tasks.Diagnostics;
using Fence.Tasks.Runs;

namespace Fence.Tasks.Kato;

/// <summary>Writes a value of the configuration and makes sure what stands there afterwards.</summary>
/// <param name="kato">The configuration.</param>
/// <param name="events">Where it tells what happens.</param>
/// <param name="retry">Tries again what the network lost.</param>
public sealed class ConfigWriter(IKato kato, IRunEvents events, Retry retry)
{
    /// <summary>
    /// Writes if the guard holds, and reads back. What is read back decides, and not what the write answered: an answer may be lost on
    /// the way, and kato may say yes and lose the value to another writer.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="after">The new value.</param>
    /// <param name="guard">What has to hold.</param>
    /// <returns>The value as it was read back: <paramref name="after"/>.</returns>
    /// <exception cref="FenceException">Another value stands there, or it is not known which; the message says what is known.</exception>
    public async Task<ConfigReading> WriteAsync(ConfigKeyDefinition key, ConfigValue after, ConfigGuard guard)
    {
        events.Tell(new StepTaken($"writing {key}: {after}"));
        return await retry.RunAsync(() => TryAsync(key, after, guard), Told, CancellationToken.None);
    }

    // From the write on an interruption must not leave the question open whether it was written: nothing here is cancelled.
    private async Task<ConfigReading> TryAsync(ConfigKeyDefinition key, ConfigValue after, ConfigGuard guard)
    {
        ConfigWrite? answer = null;
        FenceException? failure = null;
        try
        {
            answer = await kato.WriteAsync(key, after, guard, CancellationToken.None);
        }
        catch (FenceException unclear)
        {
            failure = unclear;
        }

        var found = await ReadBackAsync(key, after, guard);
        if (answer == ConfigWrite.LockLost)
            throw LockLost(key, found);
        if (found.Value.Equals(after))
            return found;
        if (failure is not null && found.Text == guard.Before.Text)
            throw failure; // Not written. Where the failure is one that may pass, it is written again.
        throw answer == ConfigWrite.Changed ? Changed(key, guard, found) : ReadBackDiffers(key, after, guard, found);
    }

    private async Task<ConfigReading> ReadBackAsync(ConfigKeyDefinition key, ConfigValue after, ConfigGuard guard)
    {
        try
        {
            return await retry.RunAsync(() => kato.ReadAsync(key, CancellationToken.None), Told, CancellationToken.None);
        }
        catch (FenceException silent)
        {
            // Not of a kind that is tried again: it has been.
            throw new FenceException(
                ExitCode.ClusterFailed,
                [
                    Diagnostic.Error(
                        "FK004", $"it is not known whether {key} was written: it was {guard.Before.Value}, and may be {after} now", "Run again once kato answers: either is safe"),
                    .. silent.Diagnostics,
                ],
                silent);
        }
    }

    private void Told(FenceException failure, TimeSpan pause) =>
        events.Tell(new StepTaken($"{failure.Message}; trying again in {pause.TotalSeconds:0.0} s"));

    private static FenceException LockLost(ConfigKeyDefinition key, ConfigReading found) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error("FK005", $"{key} was not written: another run has taken over the lock; it is {found.Value}", "See what that run does, and run again"));

    private static FenceException Changed(ConfigKeyDefinition key, ConfigGuard guard, ConfigReading found) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error(
            "FK006",
            $"{key} was {guard.Before.Value} when it was read, and {found.Value} when it was to be written: somebody else has changed it, and it was left so",
            "Ask who did it, or run again to go on from their value"));

    private static FenceException ReadBackDiffers(ConfigKeyDefinition key, ConfigValue after, ConfigGuard guard, ConfigReading found) => new(
        ExitCode.ClusterFailed,
        Diagnostic.Error(
            "FK003",
            $"{key} was set to {after}, and then read back as {found.Value}; before it was {guard.Before.Value}",
            "Does somebody else change the configuration at the same time? Run again once they are done"));
}
